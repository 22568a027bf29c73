# Timed calls: `after`. Tcl has nothing that moves one, and does not tell when one is due.

namespace eval agent::timed_calls {
    # The id that `after` gave each call, by the call's name.
    variable ids
    array set ids {}
}

proc agent::op::callLater {operation} {
    set call [dict get $operation call]
    if {[dict exists $operation sameDeadlineAs]} { return [::agent::operations::unsupported callLater] }
    set names [list call [::agent::json::text $call]]
    set delay [::agent::operations::number [dict get $operation delay]]
    set operations [::agent::operations::part $operation do]
    ::agent::calls::subject callLater $names [list delay [::agent::operations::number_or_text $delay]] {
        set ::agent::timed_calls::ids($call) [after $delay [list ::agent::timed_calls::enter $call $operations]]
        set told {deadline null}
    }
}

proc agent::timed_calls::enter {call operations} {
    ::agent::callbacks::within timedCall [list call [::agent::json::text $call]] {
        ::agent::operations::do $operations
    }
}

proc agent::op::cancel {operation} {
    set call [dict get $operation call]
    ::agent::calls::subject cancel [list call [::agent::json::text $call]] {} {
        after cancel $::agent::timed_calls::ids($call)
        set told {value null}
    }
}

proc agent::op::inspectCall {operation} {
    set call [dict get $operation call]
    ::agent::calls::subject inspectCall [list call [::agent::json::text $call]] {} {
        set active [expr {[catch {after info $::agent::timed_calls::ids($call)}] ? "false" : "true"}]
        set told [list value [::agent::json::object active $active deadline null]]
    }
}

# The first act of a run.
proc agent::timed_calls::start {operations} {
    after 0 [list apply {operations {
        ::agent::callbacks::within start {} { ::agent::operations::do $operations }
    }} $operations]
}

# Calls that schedule themselves anew, and leave no trace.
proc agent::op::keepCalling {operation} {
    after [dict get $operation delay] [list ::agent::timed_calls::again $operation 1]
}

proc agent::timed_calls::again {operation times} {
    if {[::agent::operations::marked [dict get $operation until]]} return
    if {$times >= [dict get $operation atMost]} {
        ::agent::op::mark [dict create name [dict get $operation gaveUp]]
        return
    }
    after [dict get $operation delay] [list ::agent::timed_calls::again $operation [expr {$times + 1}]]
}

proc agent::timed_calls::clear {} {
    variable ids
    foreach id [after info] { after cancel $id }
    array unset ids *
}
