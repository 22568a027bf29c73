# A scenario, from its command to the end of clearing up.

namespace eval agent::scenario {
    # A run is `vwait` on this variable: to set it is to stop.
    variable stopped 0
    variable protocols {}
    # The phase that is run, or 0; whether the kit has ended the scenario; descriptors before it.
    variable phase 0
    variable over 1
    variable before 0
}

proc agent::scenario::play {scenario} {
    variable protocols
    variable over 0
    variable before [::agent::resources::descriptors]
    set protocols [::agent::operations::part $scenario protocols]
    set phases [checked $scenario]
    set hook [expr {[dict exists $scenario errorHook] ? $::agent::json::null : "kit"}]
    ::agent::callbacks::set_error_hook $hook {}
    set number 0
    foreach phase $phases {
        run [incr number] $phase
        if {$over} return
    }
}

# The phases of a scenario. Throws if it cannot be played.
proc agent::scenario::checked {scenario} {
    if {![dict exists $scenario phases]} { error "the scenario has no phases" }
    foreach phase [dict get $scenario phases] {
        dict size $phase
        if {[dict exists $phase meanwhile]} { error "nothing can be done beside a run" }
        foreach part {before start after} {
            foreach operation [::agent::operations::part $phase $part] { dict get $operation op }
        }
    }
    if {[dict exists $scenario code]} { error "the scenario is one of JavaScript" }
    return [dict get $scenario phases]
}

proc agent::scenario::run {number content} {
    variable phase
    variable over
    ::agent::operations::do [::agent::operations::part $content before]
    ::agent::channel::event run phase $number
    if {[dict exists $content start]} { ::agent::timed_calls::start [dict get $content start] }
    set phase $number
    chan event stdin readable ::agent::next
    vwait ::agent::scenario::stopped
    chan event stdin readable {}
    set phase 0
    ::agent::channel::event ran phase $number
    if {$over} { return [clear] }
    ::agent::operations::do [::agent::operations::part $content after]
}

proc agent::op::stop {operation} {
    ::agent::calls::subject stop {} {} { set ::agent::scenario::stopped 1 }
}

# Inside a run: `vwait` nests.
proc agent::op::run {operation} {
    ::agent::calls::subject run {} {} { vwait ::agent::scenario::stopped }
    ::agent::op::mark {name "nested run fulfilled"}
}

# The command `end`. While a run is in progress, that is stopped first.
proc agent::scenario::end {} {
    variable phase
    variable over 1
    variable stopped
    ::agent::channel::event end
    if {$phase == 0} { clear } else { set stopped 1 }
}

proc agent::scenario::clear {} {
    variable before
    ::agent::timed_calls::clear
    ::agent::connections::clear
    ::agent::listening::clear
    ::agent::op::releaseDescriptors {}
    ::agent::callbacks::set_error_hook $::agent::json::null {}
    update
    set left [expr {max(0, [::agent::resources::descriptors] - $before)}]
    ::agent::channel::event ended reusable true \
        left [::agent::json::object descriptors $left active null handlers null]
}

# The script of a protocol; one that is not in the scenario has no reactions.
proc agent::scenario::protocol {name} {
    variable protocols
    return [::agent::operations::part $protocols $name]
}
