# Callbacks that the loop enters, and outcomes that it returns.

namespace eval agent::callbacks {
    variable depth 0
    # The connections that the callbacks on the stack are of, the innermost last; empty for one that is of none.
    variable running {}
    # Outcomes that a call has returned, and that are told when the running callback has left.
    variable outcomes {}
}

# Reports that a callback is entered, does `script` in the caller's frame, and reports that the callback has left. What
# the script throws goes on to the loop. The fields are JSON; names that identify the callback come with `leave`, too.
proc agent::callbacks::within {cb fields script} {
    variable depth
    set names [list cb [::agent::json::text $cb] depth [expr {$depth + 1}]]
    foreach name {call hook connection} {
        if {[dict exists $fields $name]} { lappend names $name [dict get $fields $name] }
    }
    ::agent::channel::event enter {*}[dict merge $names $fields] {*}[::agent::calls::during]
    enter $fields
    set code [catch {uplevel 1 $script} result options]
    set threw {}
    if {$code == 1} { set threw [list threw [::agent::errors::info $result $options]] }
    ::agent::channel::event leave {*}$names {*}$threw
    leave
    return -options $options $result
}

# Does a callback of which the scenario wants no trace.
proc agent::callbacks::silently {fields script} {
    enter $fields
    set code [catch {uplevel 1 $script} result options]
    leave
    return -options $options $result
}

proc agent::callbacks::enter {fields} {
    variable depth
    variable running
    incr depth
    set connection ""
    if {[dict exists $fields connection]} { set connection [dict get $fields connection] }
    lappend running $connection
}

proc agent::callbacks::leave {} {
    variable depth
    variable running
    incr depth -1
    set running [lrange $running 0 end-1]
    settle
}

# Has an outcome reported as a callback: now, or when the running callback has left.
proc agent::callbacks::outcome {cb fields operations} {
    variable outcomes
    lappend outcomes $cb $fields $operations
    settle
}

proc agent::callbacks::settle {} {
    variable depth
    variable outcomes
    while {$depth == 0 && [llength $outcomes] > 0} {
        set outcomes [lassign $outcomes cb fields operations]
        within $cb $fields { ::agent::operations::do $operations }
    }
}

# The error hook of the scenario is the handler of background errors of the interpreter, which Tcl calls with what a
# script threw that it had evaluated from the event loop. None is the one that Tcl begins with.
proc agent::callbacks::set_error_hook {name operations} {
    if {$name eq $::agent::json::null} {
        interp bgerror {} ::tcl::Bgerror
    } else {
        interp bgerror {} [list [namespace current]::error_hook $name $operations]
    }
}

proc agent::callbacks::error_hook {name operations message options} {
    set fields [list hook [::agent::json::text $name] error [::agent::errors::info $message $options]]
    within errorHook $fields { ::agent::operations::do $operations }
}

# The connection of the running callback, as JSON.
proc agent::callbacks::connection {} {
    variable running
    return [lindex $running end]
}
