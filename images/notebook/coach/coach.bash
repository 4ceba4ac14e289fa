# The coach in Bash: read by terminals (bashrc) and, through BASH_ENV, by the shells that a notebook's cells run.
# On the other computer it is read by the shells that come from such a terminal; there the coach speaks at once.

case ${LAB_COACH_SOCKET:+beyond}$- in
    beyond*) ;;
    *i*)
        unset LAB_WIDGETS # what is started from a terminal is not looked at in the browser
        export LAB_COACH_BOX=/tmp/lab-coach-$UID/shell-$$.txt
        mkdir -p -m 700 "${LAB_COACH_BOX%/*}" && : > "$LAB_COACH_BOX"
        lab_coach_speaks() { # what the coach has left there stands above the prompt
            [ -s "$LAB_COACH_BOX" ] || return 0
            printf '%s\n' "$(< "$LAB_COACH_BOX")"
            : > "$LAB_COACH_BOX"
        }
        PROMPT_COMMAND=lab_coach_speaks
        trap 'rm -f "$LAB_COACH_BOX"' EXIT
        ;;
esac

# Bash's own words for a command that there is not, and the coach hears of it.
[ -z "${LAB_COACH_BOX-}" ] || command_not_found_handle() {
    case $- in
        *i*) printf 'bash: %s: command not found\n' "$1" ;;
        *) printf '%s: line %s: %s: command not found\n' "$0" "${BASH_LINENO[0]}" "$1" ;;
    esac >&2
    [ "${LAB_COACH-}" = off ] || [ -e ~/.lab/coach-off ] ||
        /usr/local/lib/lab/witness --unknown "$@"
    return 127
}
