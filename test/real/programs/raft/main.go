// Raft runs a cluster of three in memory, and applies some commands to it.
package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/hashicorp/raft"
)

// log keeps what was applied.
type log struct {
	sync.Mutex
	words []string
}

func (l *log) Apply(entry *raft.Log) interface{} {
	l.Lock()
	defer l.Unlock()
	l.words = append(l.words, string(entry.Data))
	return len(l.words)
}

func (l *log) length() int {
	l.Lock()
	defer l.Unlock()
	return len(l.words)
}

func (l *log) Snapshot() (raft.FSMSnapshot, error) { panic("no snapshots here") }
func (l *log) Restore(io.ReadCloser) error         { panic("no snapshots here") }

func main() {
	const size = 3
	var servers []raft.Server
	var transports []*raft.InmemTransport
	for i := 0; i < size; i++ {
		address, transport := raft.NewInmemTransport("")
		transports = append(transports, transport)
		id := raft.ServerID(fmt.Sprint("node", i))
		servers = append(servers, raft.Server{ID: id, Address: address})
	}
	var nodes []*raft.Raft
	var logs []*log
	for i, transport := range transports {
		for k, other := range transports {
			if i != k {
				transport.Connect(servers[k].Address, other)
			}
		}
		config := raft.DefaultConfig()
		config.LocalID = servers[i].ID
		config.LogOutput = io.Discard
		config.HeartbeatTimeout = 150 * time.Millisecond
		config.ElectionTimeout = 150 * time.Millisecond
		config.LeaderLeaseTimeout = 100 * time.Millisecond
		store := raft.NewInmemStore()
		mine := &log{}
		node, err := raft.NewRaft(config, mine, store, store, raft.NewInmemSnapshotStore(), transport)
		if err != nil {
			panic(err)
		}
		nodes = append(nodes, node)
		logs = append(logs, mine)
	}
	nodes[0].BootstrapCluster(raft.Configuration{Servers: servers})

	applied := 0
	for end := time.Now().Add(30 * time.Second); applied < 10 && time.Now().Before(end); {
		for _, node := range nodes {
			if node.State() != raft.Leader {
				continue
			}
			if node.Apply([]byte(fmt.Sprint("word ", applied)), time.Second).Error() == nil {
				applied++
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	for i, mine := range logs {
		for mine.length() < applied {
			time.Sleep(10 * time.Millisecond)
		}
		fmt.Println(servers[i].ID, mine.length(), mine.words[applied-1])
	}
	for _, node := range nodes {
		if err := node.Shutdown().Error(); err != nil {
			panic(err)
		}
	}
}
