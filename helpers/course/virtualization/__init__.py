"""The chapter `virtualization`: what virtualization is, and what a container is beside a virtual machine."""
