# What every target of Leyden is compiled with. Warnings are errors only where asked for.
add_library(leyden_options INTERFACE)
target_compile_features(leyden_options INTERFACE cxx_std_20)
target_compile_options(leyden_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  # Contracting a*b+c into one operation changes bits with the instruction set; results must not.
  -ffp-contract=off
  # False alarms of g++ 12 on "text" + std::string (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${LEYDEN_WARNINGS_AS_ERRORS}>:-Werror>)
