"""The chapter `images`: images are built, looked into, named and made small."""
