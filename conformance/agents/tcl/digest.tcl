# Bytes as scenarios write them, and digests of bytes as events tell them.

namespace eval agent::digest {
    # The constants of SHA-256.
    variable initial {
        0x6a09e667 0xbb67ae85 0x3c6ef372 0xa54ff53a 0x510e527f 0x9b05688c 0x1f83d9ab 0x5be0cd19
    }
    variable constants {
        0x428a2f98 0x71374491 0xb5c0fbcf 0xe9b5dba5 0x3956c25b 0x59f111f1 0x923f82a4 0xab1c5ed5
        0xd807aa98 0x12835b01 0x243185be 0x550c7dc3 0x72be5d74 0x80deb1fe 0x9bdc06a7 0xc19bf174
        0xe49b69c1 0xefbe4786 0x0fc19dc6 0x240ca1cc 0x2de92c6f 0x4a7484aa 0x5cb0a9dc 0x76f988da
        0x983e5152 0xa831c66d 0xb00327c8 0xbf597fc7 0xc6e00bf3 0xd5a79147 0x06ca6351 0x14292967
        0x27b70a85 0x2e1b2138 0x4d2c6dfc 0x53380d13 0x650a7354 0x766a0abb 0x81c2c92e 0x92722c85
        0xa2bfe8a1 0xa81a664b 0xc24b8b70 0xc76c51a3 0xd192e819 0xd6990624 0xf40e3585 0x106aa070
        0x19a4c116 0x1e376c08 0x2748774c 0x34b0bcb5 0x391c0cb3 0x4ed8aa4a 0x5b9cca4f 0x682e6ff3
        0x748f82ee 0x78a5636f 0x84c87814 0x8cc70208 0x90befffa 0xa4506ceb 0xbef9a3f7 0xc67178f2
    }
}

# The bytes that a scenario's data stand for: a text of Latin-1, or a pattern of `generate` bytes, of which the ith is
# (seed + i + floor(i / 251)) mod 256. It repeats itself after 256 rows of 251 bytes.
proc agent::digest::bytes {data} {
    if {[dict exists $data text]} {
        return [encoding convertto iso8859-1 [encoding convertfrom utf-8 [dict get $data text]]]
    }
    set seed [dict get $data seed]
    set length [dict get $data generate]
    set cycle {}
    for {set i 0} {$i < 256 * 2} {incr i} { lappend cycle [expr {$i & 255}] }
    set rows ""
    for {set row 0} {$row < 256 && $row * 251 < $length} {incr row} {
        set first [expr {($seed + $row * 252) & 255}]
        append rows [binary format c* [lrange $cycle $first [expr {$first + 250}]]]
    }
    set times [expr {$length / (251 * 256) + 1}]
    return [string range [string repeat $rows $times] 0 [expr {$length - 1}]]
}

# {bytes, sha256}, as JSON.
proc agent::digest::of {bytes} {
    if {[string length $bytes] > 256} { set sha256 [by_program $bytes] } else { set sha256 [sha256 $bytes] }
    return [::agent::json::object bytes [string length $bytes] sha256 [::agent::json::text $sha256]]
}

# For more than a few bytes it is faster to start a program than to compute in Tcl.
proc agent::digest::by_program {bytes} {
    set program [open |sha256sum r+b]
    puts -nonewline $program $bytes
    close $program write
    set line [read $program]
    close $program
    return [string range $line 0 63]
}

# SHA-256 as FIPS 180-4 defines it.
proc agent::digest::sha256 {bytes} {
    variable constants
    variable initial
    set length [string length $bytes]
    append bytes \x80 [string repeat \0 [expr {(119 - $length % 64) % 64}]] [binary format W [expr {$length * 8}]]
    lassign $initial h0 h1 h2 h3 h4 h5 h6 h7
    for {set block 0} {$block < [string length $bytes]} {incr block 64} {
        binary scan $bytes @${block}Iu16 w
        for {set i 16} {$i < 64} {incr i} {
            set x [lindex $w [expr {$i - 15}]]
            set y [lindex $w [expr {$i - 2}]]
            lappend w [expr {([lindex $w [expr {$i - 16}]] + [lindex $w [expr {$i - 7}]]
                + ((($x >> 7) | ($x << 25)) ^ (($x >> 18) | ($x << 14)) ^ ($x >> 3))
                + ((($y >> 17) | ($y << 15)) ^ (($y >> 19) | ($y << 13)) ^ ($y >> 10))) & 0xFFFFFFFF}]
        }
        foreach {a b c d e f g h} [list $h0 $h1 $h2 $h3 $h4 $h5 $h6 $h7] break
        foreach k $constants word $w {
            set s1 [expr {(($e >> 6) | ($e << 26)) ^ (($e >> 11) | ($e << 21)) ^ (($e >> 25) | ($e << 7))}]
            set t1 [expr {$h + ($s1 & 0xFFFFFFFF) + (($e & $f) ^ (~$e & $g)) + $k + $word}]
            set s0 [expr {(($a >> 2) | ($a << 30)) ^ (($a >> 13) | ($a << 19)) ^ (($a >> 22) | ($a << 10))}]
            set t2 [expr {($s0 & 0xFFFFFFFF) + (($a & $b) ^ ($a & $c) ^ ($b & $c))}]
            set h $g; set g $f; set f $e; set e [expr {($d + $t1) & 0xFFFFFFFF}]
            set d $c; set c $b; set b $a; set a [expr {($t1 + $t2) & 0xFFFFFFFF}]
        }
        foreach to {h0 h1 h2 h3 h4 h5 h6 h7} from [list $a $b $c $d $e $f $g $h] {
            set $to [expr {([set $to] + $from) & 0xFFFFFFFF}]
        }
    }
    return [format %08x%08x%08x%08x%08x%08x%08x%08x $h0 $h1 $h2 $h3 $h4 $h5 $h6 $h7]
}
