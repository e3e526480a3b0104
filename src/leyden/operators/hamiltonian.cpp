// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/hamiltonian.hpp"

#include "leyden/operators/chain_hamiltonian.hpp"
#include "leyden/operators/checkerboard_hamiltonian.hpp"
#include "leyden/operators/lattice_hamiltonian.hpp"

namespace leyden {
namespace {

struct Maker {
  const Block& block;
  const Protocol& protocol;
  const Label& reference;
  bool rotate;
  using Result = std::unique_ptr<Hamiltonian<double>>;

  Result operator()(const Chain& chain) const {
    return std::make_unique<ChainHamiltonian<double>>(chain, block, protocol, reference, rotate);
  }
  Result operator()(const Checkerboard& board) const {
    return std::make_unique<CheckerboardHamiltonian<double>>(board, block, protocol, reference);
  }
  Result operator()(const Lattice& lattice) const {
    return std::make_unique<LatticeHamiltonian<double>>(lattice, block, protocol, reference);
  }
};

}  // namespace

std::unique_ptr<Hamiltonian<double>> make_hamiltonian(const Space& space, const Block& block,
                                                      const Protocol& protocol,
                                                      const Label& reference, bool rotate) {
  return std::visit(Maker{block, protocol, reference, rotate}, space);
}

}  // namespace leyden
