#!/bin/sh
# 证据包离线核验，只用 openssl（3.0 以上）和 coreutils。Offline check with openssl and coreutils alone.
# 用法 usage: sh verify.sh [信任根文件夹 folder of the roots YOU trust, PEM]
# 退出码 exit: 0 有效 valid, 3 不予认可 refused, 4 不能判断 cannot be judged
# 本脚本不解析 PDF 结构；签名以外的字节由存证的整个文件摘要保证。吊销日期的先后由 verify.py 细查。
set -u
LC_ALL=C
export LC_ALL
here=${0%/*}
[ "$here" = "$0" ] && here=.
roots=${1:-}
id=distid:1234567812345678
case $roots in '' | /*) ;; *) roots=$PWD/$roots ;; esac
cd "$here" || exit 3
tmp=$(mktemp -d) || exit 3
trap 'rm -rf "$tmp"' EXIT
bad=0
open=0

pass() { printf '✓ %s\n' "$*"; }
fail() { printf '✗ %s\n' "$*"; bad=1; }
leave() { printf '? %s\n' "$*"; open=1; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
bin() { tr a-f A-F | basenc --base16 -d; }
sm3() { openssl dgst -sm3 -binary | hex; }
dgst() { openssl dgst "-$1" -binary | hex; }
holds() { case $1 in *"$2"*) return 0 ;; *) return 1 ;; esac; }

# The signature $3 over file $2 by the certificate $1; $4 is the digest.
signed() {
    openssl x509 -in "$1" -noout -pubkey > "$tmp/key.pem" 2> /dev/null || return 1
    if [ "$4" = sm3 ]; then
        openssl pkeyutl -verify -pubin -inkey "$tmp/key.pem" -rawin -digest sm3 -pkeyopt "$id" \
            -in "$2" -sigfile "$3" > /dev/null 2>&1
    else
        openssl dgst "-$4" -verify "$tmp/key.pem" -signature "$3" "$2" > /dev/null 2>&1
    fi
}

# Seconds of the GeneralizedTime in the TSTInfo $1, and the same for people in $when.
time_of() {
    stamped=
    openssl asn1parse -inform DER -in "$1" > "$tmp/info.txt" 2> /dev/null
    while read -r line; do
        case $line in *GENERALIZEDTIME*) t=${line##*:}; stamped=${t%Z}; stamped=${stamped%%.*}; break ;; esac
    done < "$tmp/info.txt"
    [ ${#stamped} -eq 14 ] || return 1
    year=${stamped%??????????}
    rest_=${stamped#????}
    month=${rest_%????????}
    rest_=${rest_#??}
    when="$year-$month-${rest_%??????}"
    rest_=${rest_#??}
    hour=${rest_%????}
    rest_=${rest_#??}
    when="$when $hour:${rest_%??}:${rest_#??}"
    seconds=$(date -u -d "$when" +%s) || return 1
    when="$when UTC"
}

# Every certificate at hand with its hash, and the hashes of its own and its issuer's name.
know() {
    for each in certs/*.pem "$roots"/*.pem "$roots"/*.crt; do
        [ -f "$each" ] || continue
        mark=$(openssl x509 -in "$each" -outform DER 2> /dev/null | dgst sha256)
        names=$(openssl x509 -in "$each" -noout -subject_hash 2> /dev/null)
        printf '%s %s %s\n' "$mark" "$names" "$each"
    done > "$tmp/known"
    revoked=$(for each in crl/*.pem; do [ -f "$each" ] && openssl crl -in "$each" -noout -text 2> /dev/null; done)
}

# A certificate $1 leads, link by link, to a root of the verifier's at time $2.
chain() {
    at=$1
    steps=0
    while [ $steps -lt 6 ]; do
        own=$(openssl x509 -in "$at" -outform DER 2> /dev/null | dgst sha256)
        wanted=$(openssl x509 -in "$at" -noout -issuer_hash 2> /dev/null)
        issuer=
        while read -r mark name file; do
            case $file in "$roots"/*) [ "$mark" = "$own" ] && return 0 ;; esac
            [ "$name" = "$wanted" ] && [ "$mark" != "$own" ] && [ -z "$issuer" ] && link "$file" "$2" "$at" && issuer=$file
        done < "$tmp/known"
        [ -n "$issuer" ] || return 1
        listed "$at" && return 2
        at=$issuer
        steps=$((steps + 1))
    done
    return 1
}

# Certificate $3 was issued by $1 and good at time $2; the first try is for SM2, the second for the others.
link() {
    openssl verify -no-CApath -no-CAfile -partial_chain -trusted "$1" -vfyopt "$id" -attime "$2" "$3" \
        > /dev/null 2>&1 ||
        openssl verify -no-CApath -no-CAfile -partial_chain -trusted "$1" -attime "$2" "$3" > /dev/null 2>&1
}

# A certificate's serial number stands in a list of revoked ones.
listed() {
    serial=$(openssl x509 -in "$1" -noout -serial)
    holds "$revoked" "Serial Number: ${serial#serial=}"
}

# Says what became of the chain of certificate $1 at $2 seconds; $3 names it.
trust() {
    if [ -z "$roots" ]; then leave "$3：没有给出信任根，证书是否可信不能判断 no roots given"; return; fi
    chain "$1" "$2"
    case $? in
        0) pass "$3：证书追溯到您的信任根 leads to a root of yours" ;;
        2) leave "$3：证书在吊销列表上，请用 verify.py 核对吊销时间 is listed as revoked" ;;
        *) fail "$3：证书不能追溯到您的信任根，或当时不在有效期 leads to no root of yours, or was not valid" ;;
    esac
}

# The timestamp token whose parts stand in $1, over the digest-able file $2; $3 names it.
token() {
    d=$(cat "$1/digest.txt")
    attrs=$(hex < "$1/attrs.der")
    info=$(hex < "$1/info.der")
    holds "$attrs" "0420$(dgst "$d" < "$1/info.der")" || { fail "$3：时间戳属性与内容不符"; return 1; }
    holds "$info" "0420$(sm3 < "$2")" || holds "$info" "0420$(dgst sha256 < "$2")" ||
        { fail "$3：时间戳不是对这些内容盖的 stamped over other content"; return 1; }
    signed "$1/cert.pem" "$1/attrs.der" "$1/value.der" "$d" || { fail "$3：时间戳签名不符 altered"; return 1; }
    time_of "$1/info.der" || { fail "$3：时间戳没有时间"; return 1; }
    pass "$3：时间戳 $when"
    trust "$1/cert.pem" "$seconds" "$3 时间戳证书"
}

know

# 1. Every member is in the list, unaltered, and the list is signed.
count=0
names=
sm3s=
sha256s=
while read -r first second size name; do
    count=$((count + 1))
    case $name in /* | *..* | -*) fail "文件名不合规 hostile name"; continue ;; esac
    [ -f "$name" ] || { fail "缺少 missing $name"; continue; }
    names="$names $name"
    sm3s="$sm3s$first *$name
"
    sha256s="$sha256s$second *$name
"
done < sums.txt
set -f
if [ "$(openssl dgst -sm3 -r $names)" != "${sm3s%?}" ] || [ "$(openssl dgst -sha256 -r $names)" != "${sha256s%?}" ]; then
    while read -r first second size name; do
        [ -f "$name" ] || continue
        [ "$(sm3 < "$name")" = "$first" ] || fail "$name 的 SM3 不符，被改动 altered"
        [ "$(dgst sha256 < "$name")" = "$second" ] || fail "$name 的 SHA-256 不符，被改动 altered"
    done < sums.txt
fi
set +f
there=0
for name in * */* */*/* */*/*/*; do
    [ -f "$name" ] && there=$((there + 1))
done
[ $there -eq $((count + 3)) ] || fail "有清单外的文件 members that are not listed"
[ $bad -eq 0 ] && pass "$count 个文件与清单一致 members match the hash list"
digest=sm3
signed operator.pem sums.txt sums.sig sm3 || { digest=sha256; signed operator.pem sums.txt sums.sig sha256; } ||
    fail "清单的签名不符 the list's signature does not match"

# 2. The whole file is what the log holds, and the log's proof leads to the stamped checkpoint.
{ read -r origin; read -r total; read -r root64; } < ledger/checkpoint.txt
root=$(printf %s "$root64" | basenc --base64 -d | hex)
last=0
while read -r length leaf index size path; do
    [ "$(head -c "$length" contract.pdf | sm3)" = "$leaf" ] ||
        fail "前 $length 字节与存证时不同 the file is not what was logged"
    [ "$size" = "$total" ] || fail "存证路径不是这个检查点的 proof for another checkpoint"
    r=$(printf '00%s' "$leaf" | bin | sm3)
    fn=$index
    sn=$((size - 1))
    for p in $path; do
        if [ $((fn & 1)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
            r=$(printf '01%s%s' "$p" "$r" | bin | sm3)
            while [ $((fn & 1)) -eq 0 ] && [ "$fn" -ne 0 ]; do fn=$((fn >> 1)); sn=$((sn >> 1)); done
        else
            r=$(printf '01%s%s' "$r" "$p" | bin | sm3)
        fi
        fn=$((fn >> 1))
        sn=$((sn >> 1))
    done
    [ "$r" = "$root" ] && [ "$sn" -eq 0 ] || fail "存证路径不通向检查点 the proof leads elsewhere"
    last=$length
done < ledger/leaves.txt
[ "$last" -eq "$(wc -c < contract.pdf)" ] || fail "存证的不是整个文件 the log does not hold the whole file"
[ $bad -eq 0 ] && pass "整个文件与存证时相同，日志 $origin 共 $total 条 whole file as logged"
for name in sm2 rsa; do
    [ -f "tst/root.$name.tsr" ] || { fail "缺少检查点时间戳 missing tst/root.$name.tsr"; continue; }
    token "tst/root.$name" ledger/checkpoint.txt "检查点 checkpoint ($name)"
done

if [ -f ledger/checkpoint.sig ]; then
    signed ledger/checkpoint.pem ledger/checkpoint.txt ledger/checkpoint.sig sm3 ||
        fail "检查点的签名不符 the checkpoint's signature does not match"
    trust ledger/checkpoint.pem "${seconds:-0}" "检查点签名 checkpoint's signature"
fi

# The list was signed after the checkpoint was stamped: the operator's certificate must have been good then.
trust operator.pem "${seconds:-0}" "清单签名 list's signature"

# 3. Every signature of the contract.
number=1
while [ -d "sig/$number" ]; do
    s=sig/$number
    read -r first second rest < "$s/range.txt"
    d=$(cat "$s/digest.txt")
    kind=$(cat "$s/kind.txt")
    { head -c "$first" contract.pdf; tail -c +$((second + 1)) contract.pdf | head -c "$rest"; } > "$tmp/signed"
    hole=$(tail -c +$((first + 1)) contract.pdf | head -c $((second - first)) | tr A-F a-f)
    attrs=$(hex < "$s/attrs.der")
    label="第 $number 个签名 signature $number"
    holds "$hole" "$(hex < "$s/value.der")" && holds "$hole" "${attrs#31}" ||
        fail "$label：与合同里的不同 is not the contract's"
    signed "$s/cert.pem" "$s/attrs.der" "$s/value.der" "$d" || fail "$label：签名值不符 altered"
    if [ "$kind" = timestamp ]; then
        token "$s" "$tmp/signed" "$label"
    else
        if holds "$attrs" "0420$(dgst "$d" < "$tmp/signed")"; then
            pass "$label：内容自签署后未被改动 content as signed"
        else
            fail "$label：内容与签名时不同 the content is not what was signed"
        fi
        if [ -d "$s/token" ]; then
            token "$s/token" "$s/value.der" "$label" && trust "$s/cert.pem" "$seconds" "$label"
        else
            leave "$label：没有可信时间戳 no trusted timestamp"
        fi
    fi
    number=$((number + 1))
done
[ $number -gt 1 ] || fail "没有签名 no signature"
end=$((second + rest))
[ "$end" -eq "$(wc -c < contract.pdf)" ] || leave "最后一个签名之后还有内容 something follows the last signature"

if [ $bad -ne 0 ]; then echo "不予认可 REFUSED"; exit 3; fi
if [ $open -ne 0 ]; then echo "不能判断 CANNOT BE JUDGED"; exit 4; fi
echo "有效 VALID"
