"""What `vr-app bench` measures: medians and P95 of several runs, beside a control or a peer in the same run."""
