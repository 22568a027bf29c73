# Errors as events tell them: what Tcl gave, and nothing that it did not give.

namespace eval agent::errors {
    # The category of a code of the platform, by the table of the chapter on errors.
    variable categories {
        ECONNREFUSED refused ETIMEDOUT timed-out ENETUNREACH unreachable EHOSTUNREACH unreachable
        ENETDOWN unreachable EHOSTDOWN unreachable ECONNRESET reset ENETRESET reset ECONNABORTED aborted
        EPIPE broken-pipe ESHUTDOWN broken-pipe EADDRINUSE address-in-use EADDRNOTAVAIL address-not-available
        EACCES permission-denied EPERM permission-denied EMFILE too-many-descriptors ENFILE too-many-descriptors
        EAFNOSUPPORT unsupported EPROTONOSUPPORT unsupported EOPNOTSUPP unsupported ENOTSUP unsupported
    }
}

# The error of a command that failed. Its class is the first word of the error code; where that is POSIX, the second is
# the platform's own.
proc agent::errors::info {message options} {
    variable categories
    set code [dict get $options -errorcode]
    set posix null
    set category null
    if {[lindex $code 0] eq "POSIX"} {
        set posix [::agent::json::text [lindex $code 1]]
        set category other
        if {[dict exists $categories [lindex $code 1]]} { set category [dict get $categories [lindex $code 1]] }
        set category [::agent::json::text $category]
    }
    return [told [lindex $code 0] $message $category $posix]
}

# The error of which Tcl tells a message alone, as the option -error of a socket does.
proc agent::errors::of_message {message} {
    return [told NONE $message null null]
}

proc agent::errors::told {type message category code} {
    return [::agent::json::object type [::agent::json::text $type] message [::agent::json::text $message] \
        category $category code $code errno null syscall null address null]
}
