# Calls of the subject.

namespace eval agent::calls {
    variable count 0
    # The operations within whose calls something happens now, the innermost last.
    variable open {}
}

# Reports the call `op`, evaluates `script` in the caller's frame, and reports its return. `names` and `also` are JSON,
# and `also` is of the call alone. What the script leaves in the caller's variable `told` is of the return alone.
# Returns {code result options}, as of catch.
proc agent::calls::subject {op names also script} {
    variable count
    variable open
    upvar 1 told told
    set told {}
    set names [list op [::agent::json::text $op] n [incr count] {*}$names]
    ::agent::channel::event call {*}$names {*}$also
    lappend open $op
    set code [catch {uplevel 1 $script} result options]
    set open [lrange $open 0 end-1]
    set threw [expr {$code == 1 ? [list threw [::agent::errors::info $result $options]] : ""}]
    ::agent::channel::event return {*}$names {*}$told {*}$threw
    return [list $code $result $options]
}

# The field `during` of what is entered now.
proc agent::calls::during {} {
    variable open
    if {[llength $open] == 0} { return }
    return [list during [::agent::json::text [lindex $open end]]]
}
