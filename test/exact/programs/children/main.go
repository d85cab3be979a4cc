// Children by os/exec, this program again: many short ones, and some that are talked to.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"

	"example.com/exact/internal/harness"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "child" {
		io.Copy(os.Stdout, os.Stdin)
		return
	}
	harness.Main("children", func(s *harness.Size) error {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		const hands = 4
		children := 2 + s.Each(hands*50000)
		failed := make(chan error, hands)
		var wg sync.WaitGroup
		for h := 0; h < hands; h++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				// Children cost far more than events do: most events come of talking.
				for i := 0; i < children && !s.Over(); i++ {
					if err := talk(s, self, s.Each(hands*children*6)); err != nil {
						failed <- err
						return
					}
				}
			}()
		}
		wg.Wait()
		close(failed)
		return <-failed
	})
}

func talk(s *harness.Size, self string, lines int) error {
	child := exec.Command(self, "child")
	child.Stderr = os.Stderr
	in, err := child.StdinPipe()
	if err != nil {
		return err
	}
	out, err := child.StdoutPipe()
	if err != nil {
		return err
	}
	if err := child.Start(); err != nil {
		return err
	}
	answers := bufio.NewReader(out)
	for i := 0; i < lines && !s.Over(); i++ {
		line := fmt.Sprintln("line", i)
		if _, err := io.WriteString(in, line); err != nil {
			return err
		}
		if answer, err := answers.ReadString('\n'); err != nil || answer != line {
			return fmt.Errorf("said %q, heard %q, %v", line, answer, err)
		}
	}
	in.Close()
	return child.Wait()
}
