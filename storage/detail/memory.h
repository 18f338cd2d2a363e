// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace lika::storage::detail {

/// SQLCipher 3.4.1 takes no notice when OpenSSL finds no memory: it reads through a null pointer,
/// or could write a page of garbage under a right MAC. So the process ends in its place, with
/// status 71 and a line on standard error; what was acknowledged is in the WAL. In force from
/// before `main`; false where something had used OpenSSL's memory earlier.
bool ends_without_memory();

}  // namespace lika::storage::detail
