//! `ipv4` and `ipv6` as the types of the standard library.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::runtime;

// RFC 2673, section 3.2.
runtime::formatted! { Ipv4Addr, "an IPv4 address", Ipv4Addr::UNSPECIFIED }

// RFC 4291, section 2.2. It is written as RFC 5952 recommends.
runtime::formatted! { Ipv6Addr, "an IPv6 address", Ipv6Addr::UNSPECIFIED }
