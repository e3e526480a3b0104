// SPDX-License-Identifier: Apache-2.0
#include "leyden/operators/state.hpp"

#include <gtest/gtest.h>

namespace leyden {
namespace {

TEST(PaddedVector, HasOneZeroBeforeAndOneAfter) {
  PaddedVector<double> x(3);
  EXPECT_EQ(x.size(), 3);
  for (Count i = 0; i < 3; ++i) {
    EXPECT_EQ(x[i], 0.0);
    x[i] = static_cast<double>(i + 1);
  }
  EXPECT_EQ(x.data()[0], 1.0);
  EXPECT_EQ(x.data()[2], 3.0);
  EXPECT_EQ(x.data()[-1], 0.0);
  EXPECT_EQ(x.data()[3], 0.0);
  EXPECT_EQ(x[-1], 0.0);
  x.set_zero();
  for (Count i = 0; i < 3; ++i) EXPECT_EQ(x[i], 0.0);
}

TEST(PaddedVector, EmptyIsEmptyHoweverItWasMade) {
  EXPECT_TRUE(PaddedVector<double>().empty());
  EXPECT_EQ(PaddedVector<double>().size(), 0);
  EXPECT_TRUE(PaddedVector<double>(0).empty());
  EXPECT_FALSE(PaddedVector<double>(1).empty());
}

TEST(Weight, IsTheSquareOfTheAmplitudeWithOrWithoutImaginaryPart) {
  State<double> psi;
  psi.re = PaddedVector<double>(2);
  psi.re[0] = 3.0;
  psi.re[1] = -2.0;
  EXPECT_EQ(weight(psi, 0), 9.0);
  EXPECT_EQ(weight(psi, 1), 4.0);
  psi.im = PaddedVector<double>(2);
  psi.im[0] = 4.0;
  EXPECT_EQ(weight(psi, 0), 25.0);
  EXPECT_EQ(weight(psi, 1), 4.0);
}

}  // namespace
}  // namespace leyden
