# The agent of the event loop of Tcl 8.6: `after`, `socket`, `chan event` and `vwait`, as tclsh has them.
# It needs what Debian's package `tcl` installs, no library, and the program `sha256sum` for digests of much data.
# Usage: tclsh agent.tcl, by a driver that speaks the agent protocol.

package require Tcl 8.6

namespace eval agent {}

foreach file {
    json channel digest errors operations callbacks calls timed-calls connections listening resources scenario
} {
    source [file join [file dirname [file normalize [info script]]] $file.tcl]
}

# Beside a run it can do nothing: the loop has the only thread that tclsh without the package Thread has.
proc agent::hello {} {
    channel::answer hello protocol 1 name [json::text tcl] version [json::text [info patchlevel]] \
        language [json::text tcl] runtime [json::text "tclsh [info patchlevel]"] \
        profiles [json::array [json::text core] [json::text tcp]] beside false
}

# Does what a line of the input asks for. `end` is meant for a scenario, and is read by that while a run is in progress.
proc agent::command {line} {
    set command [json::parse $line]
    set op [dict get $command op]
    switch -- $op {
        hello { hello }
        scenario { scenario::play [dict get $command scenario] }
        end { scenario::end }
        default { channel::answer refused op [json::text $op] message [json::text "there is no command $op"] }
    }
}

# Reads one line; the end of the input is the end of the agent.
proc agent::next {} {
    if {[gets stdin line] >= 0} {
        if {[catch {command $line} message]} {
            channel::answer broken message [json::text $message]
        }
    } elseif {[eof stdin]} {
        exit 0
    }
}

::agent::channel::open
# In its first turn the loop opens what it keeps.
update
while 1 ::agent::next
