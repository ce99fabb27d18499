//! What all wires share.
