// SPDX-License-Identifier: EUPL-1.2
#include "service/commands/commands.h"

int main(int argc, char** argv) { return lika::service::run_lika({argv + 1, argv + argc}); }
