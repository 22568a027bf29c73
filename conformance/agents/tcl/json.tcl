# JSON. Texts stay the UTF-8 bytes that they are in a line, so that each comes back as it was: Tcl 8.6 has no
# characters beyond U+FFFF. Objects become dictionaries, arrays lists, and true, false and numbers their own words.

namespace eval agent::json {
    # What null becomes: no text of a scenario begins with this byte.
    variable null "\0null"
}

# The value that a text of JSON stands for. Throws if it is none.
proc agent::json::parse {source} {
    variable tokens [regexp -all -inline {"(?:[^"\\]|\\.)*"|[\[\]\{\}:,]|[^\s\[\]\{\}:,"]+|"} $source]
    variable at 0
    set value [value]
    if {$at != [llength $tokens]} { error "[lindex $tokens $at] follows the end of the JSON text" }
    return $value
}

proc agent::json::value {} {
    variable null
    set token [next]
    switch -glob -- $token {
        "\{" { return [members] }
        "\\\[" { return [elements] }
        {"*"} { return [unescape [string range $token 1 end-1]] }
        true - false { return $token }
        null { return $null }
    }
    if {![regexp {^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$} $token]} { error "$token is no JSON" }
    return $token
}

proc agent::json::members {} {
    set object {}
    if {[skip "\}"]} { return $object }
    while 1 {
        set name [next]
        if {![string match {"*"} $name]} { error "$name is no name of a member" }
        expect :
        dict set object [unescape [string range $name 1 end-1]] [value]
        if {[skip "\}"]} { return $object }
        expect ,
    }
}

proc agent::json::elements {} {
    set array {}
    if {[skip "\]"]} { return $array }
    while 1 {
        lappend array [value]
        if {[skip "\]"]} { return $array }
        expect ,
    }
}

proc agent::json::next {} {
    variable tokens
    variable at
    if {$at == [llength $tokens]} { error "the JSON text ends too early" }
    return [lindex $tokens [expr {[incr at] - 1}]]
}

proc agent::json::skip {token} {
    variable tokens
    variable at
    if {[lindex $tokens $at] ne $token} { return 0 }
    incr at
    return 1
}

proc agent::json::expect {token} {
    set found [next]
    if {$found ne $token} { error "$found stands where $token is to be" }
}

proc agent::json::unescape {inner} {
    if {[string first \\ $inner] < 0} { return $inner }
    set text ""
    set at 0
    foreach {range four} [regexp -all -inline -indices {\\(?:u([0-9a-fA-F]{4})|.)} $inner] {
        lassign $range first last
        append text [string range $inner $at [expr {$first - 1}]]
        set at [expr {$last + 1}]
        set escape [string index $inner [expr {$first + 1}]]
        if {$escape eq "u"} {
            append text [unit [scan [string range $inner {*}$four] %x]]
        } else {
            append text [string map {b \b f \f n \n r \r t \t} $escape]
        }
    }
    return [append text [string range $inner $at end]]
}

# The UTF-8 bytes of a UTF-16 unit. The second half of a pair joins the first.
proc agent::json::unit {code} {
    variable high
    if {$code >= 0xD800 && $code <= 0xDBFF} {
        set high $code
        return ""
    }
    if {$code >= 0xDC00 && $code <= 0xDFFF} {
        set code [expr {0x10000 + (($high - 0xD800) << 10) + $code - 0xDC00}]
        return [binary format c4 [list [expr {0xF0 | $code >> 18}] [expr {0x80 | $code >> 12 & 0x3F}] \
            [expr {0x80 | $code >> 6 & 0x3F}] [expr {0x80 | $code & 0x3F}]]]
    }
    return [encoding convertto utf-8 [format %c $code]]
}

# A text, given as its UTF-8 bytes, as JSON.
proc agent::json::text {bytes} {
    set escaped [string map {\\ \\\\ \" \\\"} $bytes]
    foreach control [lsort -unique [regexp -all -inline {[\u0000-\u001f]} $escaped]] {
        set escaped [string map [list $control [format {\u%04x} [scan $control %c]]] $escaped]
    }
    return "\"$escaped\""
}

# An object of these names and values; the values are JSON already.
proc agent::json::object {args} {
    set members {}
    foreach {name value} $args { lappend members "[text $name]:$value" }
    return "{[join $members ,]}"
}

# An array of these values, which are JSON already.
proc agent::json::array {args} {
    return "\[[join $args ,]\]"
}
