// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/flags.h"

namespace lika::service {

/// What the lists say of one offence, compared: "Flagged under Brå 2011:21 (did not hold on the day), not under
/// Brå 2021:5." For a sex that is other or not recorded: for girls, for boys, and that neither list was made for the
/// person. Swedish and English.
engine::Text comparison_words(const engine::OffenceCatalogue& catalogue, const engine::OffenceFlag& flag, engine::Sex sex);

/// "8 kap. 5 § brottsbalken (1962:700)", "chapter 8 section 5 of brottsbalken (1962:700)".
engine::Text statute_words(const engine::Statute& statute);

/// "18 % of boys first convicted of robbery: nine convictions or more (first convicted in 2010-2014 at 15-17)"; says
/// when no figure was found.
engine::Text figure_words(const engine::BaseRateFigure& figure);

}  // namespace lika::service
