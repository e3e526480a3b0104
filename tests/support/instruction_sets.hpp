// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "leyden/base/instruction_set.hpp"

namespace leyden {

/// Does `work` in every instruction set of this machine, lowest first, and leaves the best pinned.
template <class Work>
void in_every_instruction_set(const Work& work) {
  for (const InstructionSet level : instruction_sets()) {
    pin_instruction_set(level);
    work(level);
  }
}

}  // namespace leyden
