# The channel to the kit: the standard input and output as they were at the start.

namespace eval agent::channel {
    variable own 0
    variable seq 0
}

# What anything else than the agent writes to the standard output goes to the standard error from now on. Tcl cannot
# duplicate a descriptor: a transformation of the channel tells the agent's lines from the rest.
proc agent::channel::open {} {
    chan configure stdin -translation binary
    chan push stdout [namespace current]::divert
    chan configure stdout -translation binary -buffering full
}

proc agent::channel::divert {method args} {
    variable own
    switch -- $method {
        initialize { return {initialize finalize write} }
        write {
            if {$own} { return [lindex $args 1] }
            puts -nonewline stderr [lindex $args 1]
            flush stderr
        }
    }
    return
}

proc agent::channel::write {line} {
    variable own
    flush stdout
    set own 1
    puts -nonewline stdout "$line\n"
    flush stdout
    set own 0
}

# An answer to a command; the values are JSON.
proc agent::channel::answer {ev args} {
    write [::agent::json::object ev [::agent::json::text $ev] {*}$args]
}

# An event of a scenario; the values are JSON. The time is the one that Tcl's timers go by, which is the wall clock:
# TimerHandlerEventProc() reads it by Tcl_GetTime(). No other that they could be compared with can be read.
proc agent::channel::event {ev args} {
    variable seq
    answer $ev seq [incr seq] t [now] {*}$args
}

# Milliseconds, with fractions.
proc agent::channel::now {} {
    return [expr {[clock microseconds] / 1000.0}]
}
