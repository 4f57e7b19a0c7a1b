"""What makes the model of the reference tagger: labelled references, the network, its training."""
