// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace leyden {

/// Bytes that this process may still allocate without swapping; infinity where the system does not
/// tell.
double available_memory();

/// Throws InvalidInput with both figures in GiB when `bytes` exceeds what the machine has.
/// `what` names the thing that needs them ("a checkerboard of 5e+17 states").
void require_memory(double bytes, const std::string& what);

}  // namespace leyden
