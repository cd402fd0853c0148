// Continuum's application "empty": one line of output, then sleep. Before the line it may do what applications do at
// their start: fill memory, compute.
package main

import (
	"os"
	"strconv"
	"syscall"
	"time"
)

const usage = "usage: empty SECONDS [CPU_SECONDS [MEMORY_MB]]\n"

// What the start filled: an application keeps it.
var held []byte

// Usage: empty SECONDS [CPU_SECONDS [MEMORY_MB]]
//
// SIGTERM needs no handler: Go's runtime ends the program at once, also as process 1 of a container (with exit
// code 2 there). Importing os/signal would cost another thread and a tenth more processor time in each start.
func main() {
	if len(os.Args) > 4 {
		refuse(usage)
	}
	// The first output is what shows that the application runs: it comes after the work of its start, and without
	// any before everything that could fail.
	if len(os.Args) > 2 {
		start(os.Args[2:])
	}
	os.Stdout.WriteString("started\n")
	if len(os.Args) < 2 {
		refuse(usage)
	}
	pause, err := time.ParseDuration(os.Args[1] + "s")
	if err != nil {
		refuse("empty: expected seconds, for example 60 or 0.5, got " + os.Args[1] + "\n")
	}
	time.Sleep(pause)
}

// Fills so many million bytes of memory, then computes for so many seconds of processor time: a processor limit
// makes that take longer, and does not make it less.
func start(work []string) {
	seconds, err := strconv.ParseFloat(work[0], 64)
	if err != nil || seconds < 0 {
		refuse("empty: expected seconds of processor time, for example 0.5, got " + work[0] + "\n")
	}
	if len(work) > 1 {
		megabytes, err := strconv.Atoi(work[1])
		if err != nil || megabytes < 0 {
			refuse("empty: expected megabytes, for example 64, got " + work[1] + "\n")
		}
		fill(megabytes * 1_000_000)
	}
	for until := used() + time.Duration(seconds*float64(time.Second)); used() < until; {
		compute()
	}
}

// Memory counts only once it was written to, page by page.
func fill(bytes int) {
	held = make([]byte, bytes)
	for at := 0; at < len(held); at += os.Getpagesize() {
		held[at] = 1
	}
}

var sum uint64 = 1

// About a millisecond of arithmetic, so that asking the time is next to nothing beside it.
func compute() {
	for round := 0; round < 1_000_000; round++ {
		sum = sum*6364136223846793005 + 1442695040888963407
	}
}

// Processor time of this process so far.
func used() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func refuse(why string) {
	os.Stderr.WriteString(why)
	os.Exit(2)
}
