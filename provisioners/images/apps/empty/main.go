// Continuum's application "empty": one line of output, then sleep.
package main

import (
	"os"
	"time"
)

// Usage: empty SECONDS
//
// SIGTERM needs no handler: Go's runtime ends the program at once, also as process 1 of a container (with exit
// code 2 there). Importing os/signal would cost another thread and a tenth more processor time in each start.
func main() {
	// The first output is what shows that the application runs, so it comes before anything that could fail.
	os.Stdout.WriteString("started\n")
	if len(os.Args) != 2 {
		os.Stderr.WriteString("usage: empty SECONDS\n")
		os.Exit(2)
	}
	pause, err := time.ParseDuration(os.Args[1] + "s")
	if err != nil {
		os.Stderr.WriteString("empty: expected seconds, for example 60 or 0.5, got " + os.Args[1] + "\n")
		os.Exit(2)
	}
	time.Sleep(pause)
}
