"""The doors to the outside: engines, the other computer, the Hub, disks, the environment."""
