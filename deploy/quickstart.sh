#!/bin/sh
# From a fresh clone to enriched records: builds what is missing, then starts a Kafka broker and
# Flink on this machine and sends real sentences through Google's BERT-Base. Needs a JDK 17 and
# Maven. All options go to `flink-bert quickstart`; --help lists them.

fail() {
    echo "quickstart: $*" >&2
    exit 2
}

here=$(cd "$(dirname "$0")" && pwd -P) || exit 2
root=$(dirname "$here")
built=$here/target/.built

# Whether anything that the build is made from is newer than the last build.
is_stale() {
    [ -f "$built" ] && [ -d "$here/testbed/target/lib" ] && [ -d "$here/testbed/broker/target/lib" ] || return 0
    [ -n "$(find "$root/pom.xml" "$root/schemas" "$root/model-loader" "$root/flink-operators" \
        "$here/console" "$here/cli" "$here/testbed" \
        \( -name target -o -path '*/src/test' \) -prune -o -newer "$built" -type f -print 2>/dev/null | head -n 1)" ]
}

# Of Maven's many lines, the modules and what went wrong; on a terminal also the file in hand.
show_progress() {
    if [ -t 2 ]; then tty=1; else tty=0; fi
    awk -v tty="$tty" '
        function clear() { if (tty && shown) { printf "\r\033[K"; shown = 0 } }
        /^\[INFO\] Building flink-bert ::/ { clear(); sub(/^\[INFO\] /, "  "); sub(/ [0-9][^ ]* .*/, ""); print; next }
        /^\[ERROR\]/ { clear(); print; next }
        /^Downloaded from / { count++; name = $0; sub(/^Downloaded from [^:]*: .*\//, "", name)
            if (tty) { printf "\r\033[K  %d files fetched, the last one %s", count, name; shown = 1 }
            else if (count % 200 == 0) print "  " count " files fetched" }
        { fflush() }
        END { clear() }' >&2
}

build() {
    mvn=$(command -v mvn) || fail "there is no mvn on the PATH; expected Maven 3.8 or later."
    echo "Building flink-bert (the first time Maven fetches some 700 MB: Flink, Kafka, TensorFlow) …" >&2
    # A pipe has the status of its last command: Maven's own goes round it by a third descriptor.
    status=$({ {
        "$mvn" -B -f "$root/pom.xml" -pl deploy/testbed -am -Dmaven.test.skip=true -Dstyle.color=never package 2>&1 </dev/null
        echo $? >&3
    } | show_progress; } 3>&1)
    [ "$status" = 0 ] || fail "the build failed; run it by itself to see all: mvn -f '$root/pom.xml' -pl deploy/testbed -am package -Dmaven.test.skip=true"
    touch "$built"
}

is_stale && build
exec "$here/bin/flink-bert" quickstart "$@"
