# The operations of scenarios. What the subject is called for is in the files of what it is called; here is how they are
# done one after the other, and what an agent does by itself.

namespace eval agent::operations {
    # The marks that the scenario has made.
    variable marks {}
}

# A procedure here is an operation, and takes it as a dictionary.
namespace eval agent::op {}

# Does operations in their order. What `throw` throws, and what Tcl throws at an echo, ends them. What is not there,
# since the reactor never made it, is told as what its call throws. Whatever else is thrown is a failure of the agent.
proc agent::operations::do {operations} {
    foreach operation $operations {
        set op [dict get $operation op]
        if {[namespace which -command ::agent::op::$op] eq ""} {
            unsupported $op
        } elseif {[catch {::agent::op::$op $operation} message options]} {
            if {$op in {throw echo repeat}} { return -options $options $message }
            if {[dict get $options -errorcode] eq "NotThere"} {
                ::agent::calls::subject $op {} {} { return -options $options $message }
                continue
            }
            ::agent::channel::answer broken message [::agent::json::text "$op: $message"]
        }
    }
}

# Tcl has nothing that this operation could be mapped to.
proc agent::operations::unsupported {op} {
    ::agent::channel::event unsupported op [::agent::json::text $op]
}

# A part of a scenario that is a list, and empty where nothing is said.
proc agent::operations::part {of name} {
    return [expr {[dict exists $of $name] ? [dict get $of $name] : {}}]
}

# A number of a scenario, or the word for what is no number of JSON.
proc agent::operations::number {value} {
    if {[llength $value] == 2} { return [dict get $value odd] }
    return $value
}

proc agent::operations::number_or_text {value} {
    return [expr {[string is double -strict $value] && $value == $value && abs($value) != Inf
        ? $value : [::agent::json::text $value]}]
}

proc agent::operations::marked {name} {
    variable marks
    return [expr {$name in $marks}]
}

proc agent::op::mark {operation} {
    lappend ::agent::operations::marks [dict get $operation name]
    ::agent::channel::event mark name [::agent::json::text [dict get $operation name]]
}

proc agent::op::throw {operation} {
    return -code error -errorcode ScenarioThrow [dict get $operation message]
}

proc agent::op::print {operation} {
    puts -nonewline stdout [dict get $operation text]
    flush stdout
}

proc agent::op::spin {operation} {
    set end [expr {[::agent::channel::now] + [dict get $operation ms]}]
    while {[::agent::channel::now] < $end} {}
}

# The loop of Tcl is the host's only one: no other could turn.
proc agent::op::hostTurns {operation} {}

# The names of calls that are made or used in the nth time end by #n.
proc agent::op::repeat {operation} {
    for {set n 1} {$n <= [dict get $operation times]} {incr n} {
        ::agent::operations::do [::agent::operations::numbered [dict get $operation do] $n]
    }
}

proc agent::operations::numbered {operations n} {
    return [lmap operation $operations {
        foreach name {call sameDeadlineAs} {
            if {[dict exists $operation $name]} { dict append operation $name #$n }
        }
        if {[dict exists $operation do]} { dict set operation do [numbered [dict get $operation do] $n] }
        set operation
    }]
}

proc agent::op::setErrorHook {operation} {
    set name [dict get $operation hook]
    set names {}
    if {$name ne $::agent::json::null} { set names [list hook [::agent::json::text $name]] }
    set operations [::agent::operations::part $operation do]
    ::agent::calls::subject setErrorHook $names {} {
        ::agent::callbacks::set_error_hook $name $operations
    }
}
