// SPDX-License-Identifier: Apache-2.0
#include "leyden/base/errors.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace leyden {
namespace {

TEST(Errors, InvalidInputSaysWhatCameWhatIsAllowedAndWhatToDo) {
  EXPECT_STREQ(InvalidInput("cells = -1", "0 to 5", "take more").what(),
               "cells = -1: allowed is 0 to 5; take more");
}

TEST(Errors, InternalErrorAsksForAReport) {
  const std::string text = InternalError("a norm of 2").what();
  EXPECT_NE(text.find("internal error: a norm of 2"), std::string::npos);
  EXPECT_NE(text.find("report"), std::string::npos);
}

TEST(Errors, AllHaveOneRootAndAreToldApart) {
  EXPECT_TRUE((std::is_base_of_v<Error, InvalidInput>));
  EXPECT_TRUE((std::is_base_of_v<Error, Unreachable>));
  EXPECT_TRUE((std::is_base_of_v<Error, FileError>));
  EXPECT_TRUE((std::is_base_of_v<Error, Cancelled>));
  EXPECT_TRUE((std::is_base_of_v<Error, InternalError>));
  EXPECT_FALSE((std::is_base_of_v<InvalidInput, Unreachable>));
  EXPECT_FALSE((std::is_base_of_v<InvalidInput, InternalError>));
}

}  // namespace
}  // namespace leyden
