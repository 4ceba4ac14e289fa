"""Chapter 1: what virtualization is, and what a container is beside a virtual machine."""

ORDER = (
    "host_guest",
    "same_kernel",
    "vm_kernel",
    "other_os",
    "process_on_host",
    "isolation",
    "no_hypervisor",
    "sizes",
    "conflict",
    "when",
)
