// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/advice.h"

#include <map>

#include "service/detail/city_files.h"

namespace lika::service {
namespace {

/// By reason: what a person can do about it.
const std::map<std::string, std::string>& advice() {
    static const std::map<std::string, std::string> words{
        {"config_missing", "Name the city's configuration with --config DIR/lika.xml; lika demo DIR makes a demonstration city."},
        {"config_malformed", "The configuration cannot be read as XML with numbers where they belong."},
        {"unknown_setting", "The configuration has a setting Lika does not know."},
        {"setting_out_of_range", "A setting of the configuration is no number or not within its limits."},
        {"port_taken", "Another program listens there; choose another with --port."},
        {"bad_address", "The address is none of this machine's."},
        {"demonstration_not_local", "A demonstration city is served on a loopback address only."},
        {"certificate_not_made", "openssl could not make the certificate."},
        {"key_file_missing", "No vault can be opened without its keys: put the copy you keep back in DIR/keys."},
        {"key_file_malformed", "The key file is cut off or changed: put the copy you keep back in DIR/keys."},
        {"root_key_missing", "DIR/keys/root.key is gone: put the copy you keep back."},
        {"root_key_malformed", "DIR/keys/root.key is cut off or changed: put the copy you keep back."},
        {"key_file_unwritable", "DIR/keys must be writable and have room. What opened the keys before opens them, or the new one already does: try both."},
        {"passphrase_missing", "The keys are locked by a passphrase: type it at the terminal, or give it as the first line of standard input."},
        {"wrong_passphrase", "It does not open the keys; upper and lower case and blanks count."},
        {"passphrase_too_short", "Take at least 14 characters: four words nobody would guess."},
        {"passphrase_too_long", "Take at most 1024 bytes."},
        {"passphrases_differ", "The two were not the same; nothing was changed."},
        {"no_root", "These keys are of an older kind: back the city up and restore it, which makes new ones."},
        {"sign_in_failed", "Username, password or code is not right; several failures make the name rest."},
        {"try_later", "The name rests after failures: wait half a minute."},
        {"role_may_not", "A supervisor of the district or an administrator does this."},
        {"other_district", "A supervisor decides about the own district alone."},
        {"own_proposal", "Who proposed cannot approve: it needs a second person."},
        {"not_proposed", "Nothing is proposed: lika vault retention propose."},
        {"no_longer_due", "Something was noted or recorded since the proposal: propose again."},
        {"file_changed", "Something was noted since the proposal: propose again."},
        {"clock_behind_log", "The machine's clock is behind the log: set it right first. Nothing was purged."},
        {"no_such_file", "The id is that of a case, or of a concern that led to none, as lika vault retention plan prints it."},
        {"nothing_recorded", "Say what is recorded, for instance --placed no."},
        {"same_vault", "A case is moved to another district than the one that has it."},
        {"no_such_case", "The district named with --from has no case of that id."},
        {"case_on_its_way", "It came from there and that move is not finished: lika vault move --finish, then again."},
        {"case_there", "The district it goes to has the case, or one of the same person: join the two there first."},
        {"case_collides", "Something of the case, a receipt's code or an id, is in the district it goes to already. Nothing was moved."},
        {"concern_undecided", "A concern about the person waits in the district it leaves: decide it there first."},
        {"assigned_otherwise", "Somebody began to move it to another worker: lika vault move --finish, and change the worker there."},
        {"wrong_assignee", "Name with --assign a social worker of the district it goes to, who goes on with its drafts."},
        {"sealed_case_damaged", "What is on its way was changed: lika log verify tells more, and a backup of before has the case."},
        {"receipt_wrong", "The other district's vault answers with a receipt that is not its own: lika log verify on both."},
        {"already_running", "Another lika serves or rotates this folder, its process id is named: stop it first."},
        {"vault_in_use", "Another lika command has the vault open: wait for its end and try again. Nothing was changed."},
        {"wrong_key", "The vault was made under other keys: put the keys that belong to it back in DIR/keys."},
        {"vault_missing", "lika vault status lists the vaults there are; lika vault init makes what is missing."},
        {"backup_key_not_set", "Make a key pair with lika vault backup --make-key FILE and put its public part in lika.xml."},
        {"backup_key_missing", "Name the private backup key with --key FILE; it is kept away from the server."},
        {"backup_key_malformed", "The key is mistyped or cut off: compare it with the copy you keep, character by character."},
        {"backup_key_exists", "Name a file that is not there yet: whoever overwrites a backup key loses the backups sealed to it."},
        {"backup_exists", "Backups are never overwritten: try again in a second."},
        {"backup_missing", "Name a .lika-backup file, or a folder that holds some."},
        {"not_a_backup", "This is no backup of Lika, or its beginning is gone."},
        {"newer_backup", "It was made by a newer Lika: restore it with that."},
        {"wrong_backup_key", "It was sealed to another backup key than this one."},
        {"backup_cut_off", "The file is shorter than it was made: copy it again from where it was written, or take another one."},
        {"backup_damaged", "It was changed since it was made: take another copy of it, or another one. Nothing was restored."},
        {"vault_damaged", "A damaged vault is neither backed up nor moved from as if it were sound: lika vault verify says what is wrong with it."},
        {"no_room", "Make room, or name another folder with --to."},
        {"vault_exists", "Nothing is restored over a vault: name a folder that is not there yet, or is empty."},
        {"folder_not_empty", "Name a folder that is not there yet, or is empty."},
        {"folder_unwritable", "Name a folder that this account may write to."},
        {"bad_vault_name", "A vault is named by a district's id: lower-case letters, digits and dashes."},
        {"disk_full", "Make room on the disk and try again; nothing was changed."}};
    return words;
}

}  // namespace

std::string with_advice(const engine::Error& error) {
    const auto found = advice().find(error.reason);
    return to_string(error) + (found == advice().end() ? "" : '\n' + found->second);
}

}  // namespace lika::service
