"""An author's story told by the host, and its improv windows: free talk toward a goal."""
