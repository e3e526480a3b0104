// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace roofline {

/// Bytes per second of the triad y = h x - y on one core, with three vectors of together
/// `working_set` bytes: 32 bytes counted for each element. The best of several tries; measured
/// anew at each call, and never below an earlier result for the same size.
double bandwidth(double working_set);

/// Flops per second of one core multiplying and adding in registers, measured once. `fused`: with
/// fused multiply-add where the machine has it.
double peak(bool fused);

/// The widest instruction set that the loops use here.
std::string instruction_set();

}  // namespace roofline
