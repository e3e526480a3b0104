// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/hamiltonian.hpp"

#include "leyden/operators/bounds.hpp"
#include "leyden/operators/chain_hamiltonian.hpp"
#include "leyden/operators/checkerboard_hamiltonian.hpp"
#include "leyden/operators/lattice_hamiltonian.hpp"

namespace leyden {
namespace {

template <class Real>
struct Maker {
  const Block& block;
  const Protocol& protocol;
  const Label& reference;
  bool rotate;
  using Result = std::unique_ptr<Hamiltonian<Real>>;

  Result operator()(const Chain& chain) const {
    return std::make_unique<ChainHamiltonian<Real>>(chain, block, protocol, reference, rotate);
  }
  Result operator()(const Checkerboard& board) const {
    return std::make_unique<CheckerboardHamiltonian<Real>>(board, block, protocol, reference);
  }
  Result operator()(const Lattice& lattice) const {
    return std::make_unique<LatticeHamiltonian<Real>>(lattice, block, protocol, reference);
  }
};

}  // namespace

template <class Real>
std::array<double, 4> Hamiltonian<Real>::derivative_bounds() const {
  return leyden::derivative_bounds(*this);
}

template class Hamiltonian<double>;
template class Hamiltonian<DoubleDouble>;

template <class Real>
std::unique_ptr<Hamiltonian<Real>> make_hamiltonian(const Space& space, const Block& block,
                                                    const Protocol& protocol,
                                                    const Label& reference, bool rotate) {
  return std::visit(Maker<Real>{block, protocol, reference, rotate}, space);
}

template std::unique_ptr<Hamiltonian<double>> make_hamiltonian(const Space&, const Block&,
                                                               const Protocol&, const Label&, bool);
template std::unique_ptr<Hamiltonian<DoubleDouble>> make_hamiltonian(const Space&, const Block&,
                                                                     const Protocol&, const Label&,
                                                                     bool);

}  // namespace leyden
