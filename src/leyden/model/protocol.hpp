// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "leyden/base/types.hpp"
#include "leyden/model/ladder.hpp"
#include "leyden/model/term.hpp"
#include "leyden/numerics/double_double.hpp"

namespace leyden {

/// The ladders of one symmetry block, the battery first. A mixture of permutation-symmetric and
/// other states needs several blocks: total spins are conserved, so each block evolves by itself.
using Block = std::vector<Ladder>;

/// One basis state of a superposition. A total spin below the largest occurs in several copies,
/// which evolve alike and are orthogonal to each other.
struct Component {
  double amplitude = 1.0;
  std::size_t block = 0;
  Label label{};
  std::size_t copy = 0;
};

/// A pure state with its classical probability.
struct Branch {
  double probability = 1.0;
  std::vector<Component> components;
};

/// What is charged, by what, from where: ladders joined by terms, and a start. Nothing in it is a
/// matrix. `coupling` is g/ω0.
///
/// H/g = Σ_i [(quanta_i + detuning_i) l_i / (steps_i coupling) + interaction_i(l_i)] + Σ_terms
/// (term + h.c.)
struct Protocol {
  std::vector<Block> blocks;
  std::vector<Term> terms;
  double coupling = 0.1;
  std::vector<Branch> start;
};

/// <label + shift| term |label> without its coefficient: the product of the raising elements passed
/// on the way. Zero when the shift leaves a ladder. `Real` is double or DoubleDouble.
template <class Real = double>
Real transition_element(const Block& block, const Label& label, const Shift& shift);

/// A matrix element and a bound on its error, beyond the one rounding to `Real`.
template <class Real = double>
struct Element {
  Real value = 0.0;
  double error = 0.0;
};

/// Diagonal of H/g at `label`, counted from `origin`. The equal frequencies of cells and chargers
/// are added as integers first, so that resonant exchange has a diagonal of exactly zero.
template <class Real = double>
Element<Real> diagonal_element(const Block& block, const Label& label, const Label& origin,
                               double coupling);

/// Energy of `label` in units of g, counted as in any other block of the protocol: what the phases
/// of a superposition of several blocks or sectors differ by.
DoubleDouble absolute_energy(const Block& block, const Label& label, double coupling);

/// True when a term turns.
bool depends_on_time(const Protocol& protocol);

/// True when a classical field does work: a term turns, or the cells are seen from its frame.
bool is_driven(const Protocol& protocol);

/// True when neither charger nor field charges: then all that couples the cells is H1, their
/// crosstalk included.
bool charges_itself(const Protocol& protocol);

/// True when no two labels of the block that `terms` connect can differ in diagonal energy.
bool has_flat_diagonal(const Block& block, const std::vector<Term>& terms);

/// True when the label lies on the ladders of the block.
bool contains(const Block& block, const Label& label);

}  // namespace leyden
