# Connections: channels of `socket`. A Tcl program is told of its connection by the event that the channel is readable,
# and of all that can have happened by what reading gives then: bytes, an end, or an error. It is told nothing of a
# channel that it has closed itself, and so nothing is reported of that.

namespace eval agent::connections {
    # What is known of each connection, by its name: channel, script, nth and done, the indices of the reactions to a
    # number of bytes that have been done.
    variable known
    array set known {}
    # What each has received, a list of chunks, and how many bytes that are.
    variable chunks
    array set chunks {}
    variable total
    array set total {}
    # How many connections each protocol script has had.
    variable made
    array set made {}
    # What dataReceived brings now.
    variable chunk ""
}

# Asks the factory, for the time `asked`, for the protocol of a new connection. Returns whether the factory took the
# connection; throws what the factory throws.
proc agent::connections::offer {name protocol channel from fields asked} {
    variable known
    variable made
    set script [::agent::scenario::protocol $protocol]
    set nth [incr made($protocol)]
    lappend fields connection [::agent::json::text $name] remote $from
    ::agent::callbacks::within factory $fields { ::agent::operations::do [::agent::operations::part $script factory] }
    set declines [::agent::operations::part $script declines]
    if {$declines eq "all" || $asked in $declines} { return 0 }
    set known($name) [dict create channel $channel script $script nth $nth done {}]
    set ::agent::connections::chunks($name) {}
    set ::agent::connections::total($name) 0
    return 1
}

# The connection is open. A program asks for its input before it does anything else, so that pausing can undo that.
proc agent::connections::made {name} {
    variable known
    set channel [dict get $known($name) channel]
    chan configure $channel -blocking 0 -translation binary -buffering none
    chan event $channel readable [list ::agent::connections::readable $name]
    react $name connectionMade [list local [address $channel -sockname] remote [address $channel -peername]]
}

proc agent::connections::readable {name} {
    variable known
    set channel [dict get $known($name) channel]
    if {[catch {chan read $channel 65536} data options]} {
        set reason [::agent::json::object kind {"lost"} error [::agent::errors::info $data $options]]
        catch {chan close $channel}
        lost $name $reason
    } elseif {$data ne ""} {
        received $name $data
    } elseif {[chan eof $channel]} {
        ended $name $channel
    }
}

# Tcl's manual has a handler close the channel at its end, or take the handler away: otherwise it is called for ever.
proc agent::connections::ended {name channel} {
    if {[has_reaction $name eofReceived]} {
        chan event $channel readable {}
        react $name eofReceived [list received [digest $name]]
    } elseif {[catch {chan close $channel} message options]} {
        lost $name [::agent::json::object kind {"lost"} error [::agent::errors::info $message $options]]
    } else {
        lost $name [::agent::json::object kind {"done"}]
    }
}

proc agent::connections::lost {name reason} {
    variable known
    set digest [digest $name]
    set fields [list reason $reason received $digest]
    if {[dict exists $known($name) script retains]} { lappend fields retained $digest }
    react $name connectionLost $fields
}

proc agent::connections::received {name data} {
    variable known
    variable chunks
    variable total
    variable chunk $data
    lappend chunks($name) $data
    incr total($name) [string length $data]
    if {[dict exists $known($name) script quiet]} {
        return [::agent::callbacks::silently [list connection [::agent::json::text $name]] {
            reactions $name dataReceived
        }]
    }
    set fields [list bytes [string length $data] total $total($name)]
    if {[string length $data] <= 64} {
        lappend fields text [::agent::json::text [encoding convertto utf-8 $data]]
    }
    react $name dataReceived $fields
}

proc agent::connections::react {name event fields} {
    ::agent::callbacks::within $event [list connection [::agent::json::text $name] {*}$fields] {
        reactions $name $event
    }
}

# Does what the protocol does at an event; each reaction to a number of bytes once, when so many have come.
proc agent::connections::reactions {name event} {
    variable known
    variable total
    set index -1
    foreach reaction [::agent::operations::part [dict get $known($name) script] reactions] {
        incr index
        if {[dict get $reaction on] ne $event || ![is_for $name $reaction]} continue
        if {[dict exists $reaction atBytes]} {
            if {$index in [dict get $known($name) done]} continue
            if {$total($name) < [dict get $reaction atBytes]} continue
            dict lappend known($name) done $index
        }
        ::agent::operations::do [dict get $reaction do]
    }
}

proc agent::connections::is_for {name reaction} {
    variable known
    return [expr {![dict exists $reaction nth] || [dict get $reaction nth] == [dict get $known($name) nth]}]
}

proc agent::connections::has_reaction {name event} {
    variable known
    foreach reaction [::agent::operations::part [dict get $known($name) script] reactions] {
        if {[dict get $reaction on] eq $event && [is_for $name $reaction]} { return 1 }
    }
    return 0
}

proc agent::connections::digest {name} {
    variable chunks
    return [::agent::digest::of [join $chunks($name) ""]]
}

proc agent::connections::channel {name} {
    variable known
    if {![info exists known($name)]} { error "there is no connection $name" "" NotThere }
    return [dict get $known($name) channel]
}

# An end of a channel, as JSON: {host port}.
proc agent::connections::address {channel option} {
    lassign [chan configure $channel $option] host name port
    return [::agent::json::object kind {"tcp"} host [::agent::json::text $host] port $port]
}

proc agent::connections::clear {} {
    variable known
    variable made
    foreach name [array names known] { catch {chan close [channel $name]} }
    variable chunks
    variable total
    array unset known *
    array unset chunks *
    array unset total *
    array unset made *
}

# Calls something of the transport: of the running callback's connection, or of the one that the operation names. The
# script finds `channel` and `data`.
proc agent::connections::transport {operation script {data ""} {also {}}} {
    if {[dict exists $operation of]} {
        set name [dict get $operation of]
    } else {
        set name [::agent::json::parse [::agent::callbacks::connection]]
    }
    set channel [channel $name]
    ::agent::calls::subject [dict get $operation op] [list connection [::agent::json::text $name]] $also $script
}

proc agent::op::write {operation} {
    set data [::agent::digest::bytes [dict get $operation data]]
    set also [list bytes [string length $data]]
    ::agent::connections::transport $operation { puts -nonewline $channel $data } $data $also
}

# In dataReceived alone, and without a trace.
proc agent::op::echo {operation} {
    puts -nonewline [::agent::connections::channel [::agent::json::parse [::agent::callbacks::connection]]] \
        $::agent::connections::chunk
}

proc agent::op::loseConnection {operation} {
    ::agent::connections::transport $operation { chan close $channel }
}

proc agent::op::endWriting {operation} {
    ::agent::connections::transport $operation { chan close $channel write }
}

proc agent::op::pauseReading {operation} {
    ::agent::connections::transport $operation { chan event $channel readable {} }
}

proc agent::op::resumeReading {operation} {
    ::agent::connections::transport $operation {
        chan event $channel readable [list ::agent::connections::readable $name]
    }
}

proc agent::op::inspectTransport {operation} {
    ::agent::connections::transport $operation {
        set told [list value [::agent::json::object local [address $channel -sockname] \
            remote [address $channel -peername] pendingBytes [chan pending output $channel]]]
    }
}
