# SMS. Só caracteres do alfabeto GSM de 7 bits (por isso sem a maioria dos acentos), nenhum algarismo e nenhum nome além do da organização.

sms-house = { $house }: { $message }
sms-code = Seu codigo: { $code } ({ $reference }). Nunca passe para outra pessoa. Nao pediu? Ignore.
sms-code-short = Codigo { $code } ({ $reference })
sms-changed = Sua senha acaba de ser alterada. Se foi outra pessoa, fale agora mesmo com o administrador.
sms-added = Uma forma de redefinir sua senha acaba de ser adicionada. Se foi outra pessoa, fale agora mesmo com o administrador.
sms-removed = Uma forma de redefinir sua senha acaba de ser removida. Se foi outra pessoa, fale agora mesmo com o administrador.
sms-code-used = Um codigo de recuperacao acaba de ser usado. { $left ->
    [0] Nenhum resta.
    [1] Resta um.
    [2] Restam dois.
    [3] Restam tres.
    [4] Restam quatro.
    [5] Restam cinco.
    [6] Restam seis.
    [7] Restam sete.
    [8] Restam oito.
    [9] Restam nove.
   *[other] Restam outros.
} Se foi outra pessoa, fale agora mesmo com o administrador.
sms-unlocked = Sua conta acaba de ser desbloqueada. Se foi outra pessoa, fale agora mesmo com o administrador.
