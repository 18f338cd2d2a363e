// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <vector>

#include "engine/result.h"
#include "service/services.h"

namespace lika::service {

/// Reads DIR/lika.xml. `log.checkpoints` is relative to `data`. `data` is the file's own folder when it is not given, and relative to it when it is.
///
///     <lika>
///       <address>127.0.0.1</address> <port>8443</port> <data>.</data> <demonstration>true</demonstration>
///       <session><idle_seconds>1800</idle_seconds><absolute_seconds>36000</absolute_seconds></session>
///       <connections><per_address>800</per_address></connections> <login><lock_seconds>30</lock_seconds></login>
///       <log><checkpoints>/mnt/auditor/lika</checkpoints><checkpoint_seconds>60</checkpoint_seconds></log>
///     </lika>
///
/// Errors (invalid): config_missing, config_malformed, unknown_setting, setting_out_of_range; place: file or setting.
engine::Result<Settings> read_settings(const std::filesystem::path& file);

/// 127.0.0.0/8, ::1 or localhost.
bool is_loopback(const std::string& address);

}  // namespace lika::service
