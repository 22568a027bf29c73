# What the process holds. Tcl can tell of descriptors alone, by the file system.

namespace eval agent::resources {
    # The counts by their names, and the channels that exhaust the descriptors.
    variable counts
    array set counts {}
    variable held {}
}

proc agent::resources::descriptors {} {
    return [llength [glob -nocomplain -directory /proc/self/fd *]]
}

proc agent::op::countResources {operation} {
    ::agent::resources::count $operation 100
}

# Counts again in a later turn, as long as there is more than in the count that is named.
proc agent::resources::count {operation turns} {
    variable counts
    set now [descriptors]
    if {[dict exists $operation from] && $now > $counts([dict get $operation from]) && $turns > 0} {
        after 0 [list ::agent::resources::count $operation [expr {$turns - 1}]]
        return
    }
    set counts([dict get $operation as]) $now
    ::agent::channel::event resources as [::agent::json::text [dict get $operation as]] \
        descriptors $now active null handlers null
}

proc agent::op::exhaustDescriptors {operation} {
    while {![catch {open /dev/null} channel] && [llength $::agent::resources::held] < 2000} {
        lappend ::agent::resources::held $channel
    }
    if {[llength $::agent::resources::held] == 2000} {
        releaseDescriptors {}
        return [::agent::operations::unsupported exhaustDescriptors]
    }
    mark [dict create name [dict get $operation mark]]
}

proc agent::op::releaseDescriptors {operation} {
    foreach channel $::agent::resources::held { close $channel }
    set ::agent::resources::held {}
}
