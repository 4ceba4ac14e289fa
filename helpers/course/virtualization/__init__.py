"""Chapter 1: what virtualization is, and what a container is beside a virtual machine."""
