// Memberlist makes three members know each other over the loopback, then leaves.
package main

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"time"

	"github.com/hashicorp/memberlist"
)

func main() {
	var members []*memberlist.Memberlist
	for _, name := range []string{"ann", "ben", "cid"} {
		config := memberlist.DefaultLocalConfig()
		config.Name = name
		config.BindAddr = "127.0.0.1"
		config.BindPort = 0
		config.AdvertiseAddr = "127.0.0.1"
		config.LogOutput = io.Discard
		config.GossipInterval = 20 * time.Millisecond
		config.ProbeInterval = 100 * time.Millisecond
		list, err := memberlist.Create(config)
		if err != nil {
			panic(err)
		}
		if len(members) > 0 {
			first := members[0].LocalNode()
			if _, err := list.Join([]string{first.Address()}); err != nil {
				panic(err)
			}
		}
		members = append(members, list)
	}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if members[0].NumMembers() == 3 && members[1].NumMembers() == 3 && members[2].NumMembers() == 3 {
			break
		}
	}
	time.Sleep(300 * time.Millisecond)
	for _, list := range members {
		var names []string
		for _, node := range list.Members() {
			names = append(names, node.Name)
		}
		sort.Strings(names)
		fmt.Println(list.LocalNode().Name, "knows", strings.Join(names, " "))
	}
	for _, list := range members {
		if err := list.Shutdown(); err != nil {
			panic(err)
		}
	}
}
