# Listening, and connecting.

namespace eval agent::listening {
    # The server channel of each listener, how often its factory was called, and the channel of each attempt.
    variable servers
    array set servers {}
    variable accepted
    array set accepted {}
    variable attempts
    array set attempts {}
}

proc agent::op::listen {operation} {
    set listener [dict get $operation listener]
    set names [list listener [::agent::json::text $listener]]
    lassign [::agent::listening::address_of $operation address] host port
    if {$port eq "" || [dict exists $operation backlog]} { return [::agent::operations::unsupported listen] }
    set accept [list ::agent::listening::accept $listener [dict get $operation protocol]]
    lassign [::agent::calls::subject listen $names {} {
        socket -server $accept -myaddr $host $port
    }] code result options
    set on [::agent::operations::part $operation on]
    if {$code == 0} {
        set ::agent::listening::servers($listener) $result
        set ::agent::listening::accepted($listener) 0
        set address [::agent::connections::address $result -sockname]
        ::agent::callbacks::outcome listening [list {*}$names address $address] \
            [::agent::operations::part $on listening]
    } elseif {[lindex [dict get $options -errorcode] 0] eq "POSIX"} {
        ::agent::callbacks::outcome listenFailed [list {*}$names error [::agent::errors::info $result $options]] \
            [::agent::operations::part $on listenFailed]
    }
}

# What Tcl evaluates for each connection that it has accepted. What this throws makes Tcl close the channel.
proc agent::listening::accept {listener protocol channel host port} {
    variable accepted
    set name $listener#[incr accepted($listener)]
    set remote [::agent::json::object kind {"tcp"} host [::agent::json::text $host] port $port]
    set fields [list listener [::agent::json::text $listener]]
    if {[::agent::connections::offer $name $protocol $channel $remote $fields $accepted($listener)]} {
        ::agent::connections::made $name
    } else {
        chan close $channel
    }
}

proc agent::op::closeListener {operation} {
    set listener [dict get $operation listener]
    set names [list listener [::agent::json::text $listener]]
    set code [lindex [::agent::calls::subject closeListener $names {} {
        chan close [::agent::listening::server $listener]
    }] 0]
    if {$code == 0} {
        ::agent::callbacks::outcome closed $names \
            [::agent::operations::part [::agent::operations::part $operation on] closed]
    }
}

proc agent::op::connect {operation} {
    set connection [dict get $operation connection]
    set names [list connection [::agent::json::text $connection]]
    lassign [::agent::listening::address_of $operation to] host port
    if {$port eq "" || [dict exists $operation timeout]} { return [::agent::operations::unsupported connect] }
    lassign [::agent::calls::subject connect $names {} { socket -async $host $port }] code result options
    if {$code == 0} {
        set ::agent::listening::attempts($connection) $result
        chan event $result writable [list ::agent::listening::answered $connection $operation]
    } elseif {[lindex [dict get $options -errorcode] 0] eq "POSIX"} {
        ::agent::callbacks::outcome connectFailed [list {*}$names error [::agent::errors::info $result $options]] \
            [::agent::operations::part [::agent::operations::part $operation on] connectFailed]
    }
}

# What Tcl evaluates when an attempt has an answer: the option -error tells which.
proc agent::listening::answered {connection operation} {
    variable attempts
    set channel $attempts($connection)
    set names [list connection [::agent::json::text $connection]]
    set on [::agent::operations::part $operation on]
    chan event $channel writable {}
    set message [chan configure $channel -error]
    if {$message ne ""} {
        chan close $channel
        ::agent::callbacks::within connectFailed [list {*}$names error [::agent::errors::of_message $message]] {
            ::agent::operations::do [::agent::operations::part $on connectFailed]
        }
        return
    }
    set remote [::agent::connections::address $channel -peername]
    if {[::agent::connections::offer $connection [dict get $operation protocol] $channel $remote {} 1]} {
        ::agent::connections::made $connection
        ::agent::callbacks::within connected $names {
            ::agent::operations::do [::agent::operations::part $on connected]
        }
    } else {
        chan close $channel
    }
}

# A program gives an attempt up by closing the channel, and is told nothing of it.
proc agent::op::cancelConnect {operation} {
    set connection [dict get $operation connection]
    ::agent::calls::subject cancelConnect [list connection [::agent::json::text $connection]] {} {
        chan close $::agent::listening::attempts($connection)
    }
}

# {host port} of an address that an operation names; no port for one of a kind that `socket` does not take.
proc agent::listening::address_of {operation field} {
    set address [::agent::operations::part $operation $field]
    set host 127.0.0.1
    if {[dict exists $address host]} { set host [dict get $address host] }
    if {[dict exists $address kind] && [dict get $address kind] ne "tcp"} { return [list $host ""] }
    if {[dict exists $address listener]} {
        lassign [chan configure [server [dict get $address listener]] -sockname] host name port
    } elseif {[dict exists $address portOf]} {
        set port [lindex [chan configure [server [dict get $address portOf listener]] -sockname] 2]
    } elseif {[dict exists $address port]} {
        set port [::agent::operations::number [dict get $address port]]
    } else {
        set port [expr {$address eq "" ? 0 : ""}]
    }
    return [list $host $port]
}

proc agent::listening::server {listener} {
    variable servers
    if {![info exists servers($listener)]} { error "there is no listener $listener" "" NotThere }
    return $servers($listener)
}

proc agent::listening::clear {} {
    variable servers
    variable accepted
    variable attempts
    foreach {name channel} [concat [array get servers] [array get attempts]] { catch {chan close $channel} }
    array unset servers *
    array unset accepted *
    array unset attempts *
}
