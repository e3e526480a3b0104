// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "leyden/propagate/evolution.hpp"

namespace leyden {

/// Several evolutions with probabilities: energies, slopes, populations and bounds add up.
class MixtureEvolution final : public Evolution {
 public:
  struct Member {
    double probability = 0.0;
    std::unique_ptr<Evolution> evolution;
  };

  explicit MixtureEvolution(std::vector<Member> members) : members_(std::move(members)) {}

  double anchor() const override { return members_.front().evolution->anchor(); }
  Sample evaluate(double time) override;
  Sample advance(double time) override;
  double curvature(double time) override;
  Populations populations(double time) override;
  EnergyBounds bounds() const override;
  CutoffError cutoff_error() const override;
  Count dimension() const override;
  std::string_view propagator() const override;

 private:
  /// Rounding of a sum over the members, relative to its absolute terms: adding up, and
  /// probabilities that are themselves good to a few roundings per member.
  double additions() const;

  template <class Take>
  Sample sum(double time, const Take& take);

  std::vector<Member> members_;
};

}  // namespace leyden
