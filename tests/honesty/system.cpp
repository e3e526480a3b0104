// SPDX-License-Identifier: Apache-2.0
#include "system.hpp"

#include <functional>
#include <map>
#include <stdexcept>
#include <utility>

namespace honesty {
namespace {

/// Probabilities with the sum 1.
std::vector<Quad> normalised(const std::vector<double>& p) {
  Quad sum = 0;
  for (const double value : p) sum += value;
  std::vector<Quad> result;
  for (const double value : p) result.push_back(value / sum);
  return result;
}

/// <l+1|R|l>² and the energy of the levels of one ladder, in units of g.
struct Ladder {
  int top;
  std::function<Quad(int)> squared;  ///< 0 <= l < top
  Quad quantum;                      ///< energy of one level
  Quad crosstalk;

  Quad squared_or_zero(int level) const { return level < 0 || level >= top ? 0 : squared(level); }

  Quad energy(int level) const {
    return quantum * level + crosstalk * (squared_or_zero(level) + squared_or_zero(level - 1));
  }
};

Ladder spin_ladder(int spins, Quad quantum, double crosstalk) {
  return {spins, [spins](int l) { return Quad((l + 1) * (spins - l)); }, quantum, crosstalk};
}

/// Walks H from the start and lists what it finds.
class Walker {
 public:
  Walker(const Ladder& cells, const Ladder& charger, double anisotropy, bool inverted)
      : cells_(cells), charger_(charger), anisotropy_(anisotropy), inverted_(inverted) {}

  Sector sector(Quad weight, int k0, int n0, bool cut_off) {
    Sector sector;
    sector.weight = weight;
    find(k0, n0);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      const auto [k, n] = labels_[i];
      std::vector<Element> row{{i, cells_.energy(k) + charger_.energy(n)}};
      // S+ raises k; the charger gives a quantum away (exchange) or takes one (pair). Seen from the
      // fully-up state of the limit, giving away is what raises n.
      const int give = inverted_ ? +1 : -1;
      join(k, n, +1, give, 1, row);
      join(k, n, -1, -give, 1, row);
      join(k, n, +1, -give, anisotropy_, row);
      join(k, n, -1, give, anisotropy_, row);
      sector.rows.push_back(row);
      sector.start.push_back(i == 0 ? 1 : 0);
      sector.stored.push_back(k - k0);
      if (cut_off && n + 1 >= charger_.top) sector.highest.push_back(i);
    }
    return sector;
  }

 private:
  std::size_t find(int k, int n) {
    const auto [place, fresh] = index_.try_emplace({k, n}, labels_.size());
    if (fresh) labels_.emplace_back(k, n);
    return place->second;
  }

  void join(int k, int n, int dk, int dn, double coefficient, std::vector<Element>& row) {
    const int k1 = k + dk;
    const int n1 = n + dn;
    if (coefficient == 0 || k1 < 0 || k1 > cells_.top || n1 < 0 || n1 > charger_.top) return;
    const Quad squared = cells_.squared(k < k1 ? k : k1) * charger_.squared(n < n1 ? n : n1);
    row.push_back({find(k1, n1), coefficient * square_root(squared)});
  }

  const Ladder& cells_;
  const Ladder& charger_;
  double anisotropy_;
  bool inverted_;
  std::map<std::pair<int, int>, std::size_t> index_;
  std::vector<std::pair<int, int>> labels_;
};

class CollectiveBuilder {
 public:
  CollectiveBuilder(const Protocol& protocol, int cutoff) : protocol_(protocol), cutoff_(cutoff) {}

  /// k and n count levels from the bottom of the multiplets of `cells` and `spins` spins-1/2.
  void add(Quad weight, int cells, int k, int spins, int n) {
    if (weight == 0) return;
    const Quad omega = 1 / Quad(protocol_.coupling);
    const Ladder battery = spin_ladder(cells, omega, protocol_.battery_crosstalk);
    const Ladder charger = charger_ladder(spins, (1 + Quad(protocol_.detuning)) * omega);
    Walker walker(battery, charger, protocol_.anisotropy, protocol_.charger == Charger::limit);
    system_.push_back(walker.sector(weight, k, n, needs_cutoff(protocol_)));
  }

  void add(Quad weight, int k, int n) { add(weight, protocol_.cells, k, protocol_.chargers, n); }

  int full() const { return protocol_.charger == Charger::limit ? 0 : protocol_.chargers; }

  System take() { return std::move(system_); }

 private:
  Ladder charger_ladder(int spins, Quad quantum) const {
    // No start has more excitations than this to give or to take without pairs.
    const int conserved = protocol_.cells + protocol_.chargers + protocol_.start.chargers;
    const int highest = needs_cutoff(protocol_) ? cutoff_ : conserved;
    const auto mode = [](int l) { return Quad(l + 1); };
    switch (protocol_.charger) {
      case Charger::cavity:
        return {highest, mode, quantum, 0};
      case Charger::limit:
        return {highest, mode, -quantum, 0};
      case Charger::spins:
        break;
    }
    return spin_ladder(spins, quantum, protocol_.crosstalk);
  }

  const Protocol& protocol_;
  int cutoff_;
  System system_;
};

/// Weight of each multiplet (number of spins, level) of a charger with thermal spins. The spins are
/// added one by one to the multiplet of those that are up: |J m> with a spin up has total spin
/// J + 1/2 with probability (J+m+1)/(2J+1), with a spin down (J-m+1)/(2J+1). Paths to the same J
/// over different ones are orthogonal, so probabilities add up.
std::map<std::pair<int, int>, Quad> thermal_weights(const Protocol& protocol) {
  const Start& start = protocol.start;
  const int up = protocol.chargers - start.count;
  std::map<std::pair<int, int>, Quad> weights{{{up, up}, 1}};
  const Quad excited = start.population;
  for (int added = 0; added < start.count; ++added) {
    std::map<std::pair<int, int>, Quad> next;
    for (const auto& [multiplet, weight] : weights) {
      // n = 2J, l = J + m
      const auto [n, l] = multiplet;
      next[{n + 1, l + 1}] += weight * excited * (l + 1) / (n + 1);
      next[{n + 1, l}] += weight * (1 - excited) * (n - l + 1) / (n + 1);
      if (n > l) next[{n - 1, l}] += weight * excited * (n - l) / (n + 1);
      if (l > 0) next[{n - 1, l - 1}] += weight * (1 - excited) * l / (n + 1);
    }
    weights = std::move(next);
  }
  return weights;
}

bool is_up(std::size_t state, int spin) {
  return ((state >> spin) & 1U) != 0;
}

/// Spins 0 … M-1 are the cells, the others the charger; a bit is set when its spin is up.
class ProductBuilder {
 public:
  explicit ProductBuilder(const Protocol& protocol)
      : protocol_(protocol), spins_(protocol.cells + protocol.chargers) {}

  std::size_t ideal() const { return cells_mask() ^ ((std::size_t{1} << spins_) - 1); }

  /// The equal superposition of `states`, all with as many excited cells as the first.
  void add(Quad weight, const std::vector<std::size_t>& states) {
    if (weight == 0) return;
    Sector sector;
    sector.weight = weight;
    std::map<std::size_t, std::size_t> index;
    std::vector<std::size_t> found;
    const auto find = [&](std::size_t state) {
      const auto [place, fresh] = index.try_emplace(state, found.size());
      if (fresh) found.push_back(state);
      return place->second;
    };
    for (const std::size_t state : states) find(state);
    for (std::size_t i = 0; i < found.size(); ++i) {
      std::vector<Element> row;
      for (const auto& [state, value] : column(found[i])) row.push_back({find(state), value});
      sector.rows.push_back(row);
      const bool in_start = i < states.size();
      sector.start.push_back(in_start ? 1 / square_root(Quad(states.size())) : 0);
      sector.stored.push_back(excited_cells(found[i]) - excited_cells(states.front()));
    }
    system_.push_back(std::move(sector));
  }

  /// All states with k cells and n charger spins up.
  std::vector<std::size_t> symmetric(int k, int n) const {
    std::vector<std::size_t> states;
    for (std::size_t state = 0; state < std::size_t{1} << spins_; ++state) {
      if (excited_cells(state) == k && excited(state, protocol_.cells, spins_) == n) {
        states.push_back(state);
      }
    }
    return states;
  }

  System take() { return std::move(system_); }

 private:
  std::size_t cells_mask() const { return (std::size_t{1} << protocol_.cells) - 1; }

  static int excited(std::size_t state, int first, int end) {
    int sum = 0;
    for (int spin = first; spin < end; ++spin) sum += is_up(state, spin) ? 1 : 0;
    return sum;
  }

  int excited_cells(std::size_t state) const { return excited(state, 0, protocol_.cells); }

  /// H|state>: one Zeeman term per spin, and for each pair of spins x σxσx + y σyσy, which flips
  /// both with the element x - y for parallel and x + y for antiparallel spins.
  std::map<std::size_t, Quad> column(std::size_t state) const {
    std::map<std::size_t, Quad> result;
    const Quad omega = 1 / Quad(protocol_.coupling);
    const Quad omega_charger = (1 + Quad(protocol_.detuning)) * omega;
    const Quad gamma = protocol_.anisotropy;
    for (int spin = 0; spin < spins_; ++spin) {
      const Quad half = (spin < protocol_.cells ? omega : omega_charger) / 2;
      result[state] += is_up(state, spin) ? half : -half;
    }
    for (int a = 0; a < spins_; ++a) {
      for (int b = a + 1; b < spins_; ++b) {
        const bool both_cells = b < protocol_.cells;
        const bool both_chargers = a >= protocol_.cells;
        // Crosstalk counts every pair twice, with strength 1/2 each.
        const Quad same = both_cells ? protocol_.battery_crosstalk : protocol_.crosstalk;
        const bool crosstalk = both_cells || both_chargers;
        const Quad x = crosstalk ? same : (1 + gamma) / 2;
        const Quad y = crosstalk ? same : (1 - gamma) / 2;
        const Quad element = is_up(state, a) == is_up(state, b) ? x - y : x + y;
        if (element == 0) continue;
        result[state ^ (std::size_t{1} << a) ^ (std::size_t{1} << b)] += element;
      }
    }
    return result;
  }

  const Protocol& protocol_;
  int spins_;
  System system_;
};

}  // namespace

System collective_system(const Protocol& protocol, int cutoff) {
  const Start& start = protocol.start;
  CollectiveBuilder builder(protocol, cutoff);
  switch (start.kind) {
    case Start::Kind::ideal:
      builder.add(1, 0, builder.full());
      break;
    case Start::Kind::dicke:
      builder.add(1, start.cells, start.chargers);
      break;
    case Start::Kind::charger_mixture: {
      const std::vector<Quad> p = normalised(start.probabilities);
      builder.add(p[0], 0, protocol.chargers);
      for (std::size_t l = 1; l < p.size(); ++l) builder.add(p[l], 0, static_cast<int>(l) - 1);
      break;
    }
    case Start::Kind::battery_mixture: {
      const std::vector<Quad> p = normalised(start.probabilities);
      builder.add(p[0], 0, builder.full());
      // One cell excited, no matter which: |S = M/2, k = 1> with probability 1/M, else the bottom
      // of S = M/2 - 1.
      Quad excited = 0;
      for (std::size_t k = 1; k < p.size(); ++k) excited += p[k];
      const int cells = protocol.cells;
      if (cells > 0) builder.add(excited / cells, 1, builder.full());
      if (cells > 1) {
        builder.add(excited * (cells - 1) / cells, cells - 2, 0, protocol.chargers, builder.full());
      }
      break;
    }
    case Start::Kind::thermal_charger:
      for (const auto& [multiplet, weight] : thermal_weights(protocol)) {
        builder.add(weight, protocol.cells, 0, multiplet.first, multiplet.second);
      }
  }
  return builder.take();
}

System product_system(const Protocol& protocol) {
  if (protocol.charger != Charger::spins) {
    throw std::invalid_argument("a product space is kept for charger spins only");
  }
  const Start& start = protocol.start;
  ProductBuilder builder(protocol);
  switch (start.kind) {
    case Start::Kind::ideal:
      builder.add(1, {builder.ideal()});
      break;
    case Start::Kind::dicke:
      builder.add(1, builder.symmetric(start.cells, start.chargers));
      break;
    case Start::Kind::charger_mixture: {
      const std::vector<Quad> p = normalised(start.probabilities);
      builder.add(p[0], {builder.ideal()});
      for (std::size_t l = 1; l < p.size(); ++l) {
        builder.add(p[l], builder.symmetric(0, static_cast<int>(l) - 1));
      }
      break;
    }
    case Start::Kind::battery_mixture: {
      const std::vector<Quad> p = normalised(start.probabilities);
      builder.add(p[0], {builder.ideal()});
      for (std::size_t k = 1; k < p.size(); ++k) {
        builder.add(p[k], {builder.ideal() | std::size_t{1} << (k - 1)});
      }
      break;
    }
    case Start::Kind::thermal_charger:
      for (std::size_t down = 0; down < std::size_t{1} << start.count; ++down) {
        Quad weight = 1;
        for (int spin = 0; spin < start.count; ++spin) {
          weight *= is_up(down, spin) ? 1 - Quad(start.population) : Quad(start.population);
        }
        builder.add(weight, {builder.ideal() ^ (down << protocol.cells)});
      }
  }
  return builder.take();
}

}  // namespace honesty
