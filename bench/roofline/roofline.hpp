// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace roofline {

/// Whether what is written was read before, or goes to a vector of its own: its lines then cost a
/// read that the kernel did not ask for.
enum class Traffic { in_place, elsewhere };

/// Bytes per second of a triad on one core with three vectors of together `working_set` bytes:
/// y = h x - y, 32 bytes counted for each element, or y = 0.3 h + x, 24 bytes, the one of STREAM.
/// The best of several tries; measured anew at each call, and never below an earlier result for the
/// same size.
double bandwidth(double working_set, Traffic traffic = Traffic::in_place);

/// Flops per second of one core multiplying and adding in registers, the best so far; measured anew
/// at each call. `fused`: with fused multiply-add where the machine has it.
double peak(bool fused);

/// The widest instruction set that the loops use here.
std::string instruction_set();

}  // namespace roofline
