# The functions that the measuring scripts share. Source this file, do not run it.

# quotient ONE OTHER
quotient() { awk -v one="$1" -v other="$2" 'BEGIN { printf "%.3f", one / other }'; }

# median: the middle of the numbers on standard input, one in each line, or the mean of the two in the middle.
median() { sort -g | awk '{ row[NR] = $1 } END { print (row[int((NR + 1) / 2)] + row[int(NR / 2) + 1]) / 2 }'; }

# record GROUP WHAT UNIT OTHER OURS THEIRS: appends a comparison to the file that RECORD names, if it is set. OURS and THEIRS are
# files with a number for each round; the ratio is the median of those of the rounds. `src/results.rs` has the format.
record() {
    [ -n "${RECORD:-}" ] || return 0
    printf '{"group":"%s","what":"%s","unit":"%s","ours":%s,"other":"%s","theirs":%s,"ratio":%s}\n' \
        "$1" "$2" "$3" "$(median <"$5")" "$4" "$(median <"$6")" \
        "$(paste "$5" "$6" | awk '{ print $1 / $2 }' | median)" >>"$RECORD"
}
