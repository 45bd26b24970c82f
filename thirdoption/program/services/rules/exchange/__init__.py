"""Files of services: HSDS, the state's own, and lists with columns of anybody's. Bytes in, rows out."""
