// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "leyden/base/errors.hpp"
#include "leyden/base/floating_point.hpp"
#include "leyden/base/memory.hpp"
#include "leyden/propagate/evolution.hpp"
#include "leyden/propagate/evolve_sector.hpp"
#include "leyden/propagate/mixture.hpp"
#include "leyden/propagate/sectors.hpp"

namespace leyden {
namespace {

Plan plan_sectors(const std::vector<Sector>& sectors, const Protocol& protocol,
                  const Route& route) {
  Plan plan;
  for (const Sector& sector : sectors) {
    plan.dimension += states(sector.space);
    plan.bytes += bytes(sector, protocol, route, SeriesMemory::shared_by(sectors.size()));
  }
  plan.space = sectors.size() == 1 ? name(sectors.front().space) : "mixture";
  return plan;
}

/// Answers in the default floating-point environment, whatever the caller's is.
class ShieldedEvolution final : public Evolution {
 public:
  explicit ShieldedEvolution(std::unique_ptr<Evolution> evolution)
      : evolution_(std::move(evolution)) {}

  double anchor() const override { return evolution_->anchor(); }
  Sample evaluate(double time) override {
    const FloatingPointScope default_environment;
    return evolution_->evaluate(time);
  }
  Sample advance(double time) override {
    const FloatingPointScope default_environment;
    return evolution_->advance(time);
  }
  std::vector<Sample> follow(const std::vector<double>& times) override {
    const FloatingPointScope default_environment;
    return evolution_->follow(times);
  }
  double curvature(double time) override {
    const FloatingPointScope default_environment;
    return evolution_->curvature(time);
  }
  Populations populations(double time) override {
    const FloatingPointScope default_environment;
    return evolution_->populations(time);
  }
  EnergyBounds bounds() const override {
    const FloatingPointScope default_environment;
    return evolution_->bounds();
  }
  CutoffError cutoff_error() const override {
    const FloatingPointScope default_environment;
    return evolution_->cutoff_error();
  }
  Count dimension() const override { return evolution_->dimension(); }
  std::string_view propagator() const override { return evolution_->propagator(); }

 private:
  std::unique_ptr<Evolution> evolution_;
};

std::unique_ptr<Evolution> evolve_sectors(const std::vector<Sector>& sectors,
                                          const Protocol& protocol, const Route& route) {
  const SeriesMemory memory = SeriesMemory::shared_by(sectors.size());
  if (sectors.size() == 1) return evolve_sector(sectors.front(), protocol, route, memory);
  std::vector<MixtureEvolution::Member> members;
  for (const Sector& sector : sectors) {
    members.push_back({sector.probability, evolve_sector(sector, protocol, route, memory)});
  }
  return std::make_unique<MixtureEvolution>(std::move(members));
}

}  // namespace

std::vector<Sample> Evolution::follow(const std::vector<double>& times) {
  std::vector<Sample> samples;
  for (const double time : times) samples.push_back(advance(time));
  return samples;
}

std::string_view name(Arithmetic arithmetic) {
  return arithmetic == Arithmetic::double_precision ? "double" : "double-double";
}

Plan plan(const Protocol& protocol, const Route& route) {
  return plan_sectors(split_into_sectors(protocol), protocol, route);
}

std::unique_ptr<Evolution> evolve(const Protocol& protocol, const Route& route) {
  const FloatingPointScope default_environment;
  if (route.propagator == Propagator::spectral &&
      route.arithmetic != Arithmetic::double_precision) {
    throw InvalidInput("spectral propagation in double-double", "double", "take Chebyshev");
  }
  const std::vector<Sector> sectors = split_into_sectors(protocol);
  if (sectors.empty()) throw InternalError("a protocol without a start");
  const Plan needed = plan_sectors(sectors, protocol, route);
  require_memory(needed.bytes,
                 fmt::format("a {} of {:.6g} states", needed.space, needed.dimension));
  return std::make_unique<ShieldedEvolution>(evolve_sectors(sectors, protocol, route));
}

}  // namespace leyden
