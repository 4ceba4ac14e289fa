# What root does for learner before it becomes learner: read by the entry scripts of the notebook and of the computers.
# Root opens, reads and writes only what learner cannot change.
#
# LAB_UID, LAB_GID: whose files the learner's are on the host; 0 where the base engine is rootless: there that is the person.

name_learner() { # gives learner these ids
    local file names
    sed -i "s/^learner:\([^:]*\):[0-9]*:[0-9]*:/learner:\1:$LAB_UID:$LAB_GID:/" /etc/passwd
    sed -i "s/^learner:\([^:]*\):[0-9]*:/learner:\1:$LAB_GID:/" /etc/group
    for file in /etc/passwd /etc/group; do # of two names for one id the first is shown
        names=$(grep ^learner: $file; grep -v ^learner: $file) && echo "$names" > $file
    done
}

give() { # give FOLDER…: makes learner the owner of what is root's there, or the folder's former owner's
    # Containers' own files keep their owners. Not done as uid 0, to which the host's settings in /proc are open, and
    # by -execdir: a link that is put in a folder's place meanwhile leads nowhere. What is mounted inside is not entered.
    local folder former
    for folder in "$@"; do
        former=$(stat -c %u "$folder")
        setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps +chown,+dac_override \
            --ambient-caps +chown,+dac_override \
            find -P "$folder" -xdev -path "$folder/work" -prune -o \( -uid 0 -o -uid "$former" \) \
            ! -uid "$LAB_UID" -execdir chown -h "$LAB_UID:$LAB_GID" '{}' + || true
    done
}
